using FundLedger.Domain.Children;
using NodaTime.Text;
using Xunit;

namespace FundLedger.UnitTests.Children;

/// <summary>
/// Pairs and what they are. HOA stands for one and the same girl; another child is written as name; birth date or year; sex;
/// guardian; household; number, a star for a parent's.
/// </summary>
public static class MatcherPairs
{
    private const string Hoa = "Nguyễn Thị Hòa;2012-05-06;f;Nguyễn Văn Nam;H1;";

    private const string Table = """
        the same | HOA; | HOA; | Strong
        another place of the tone | HOA; | Nguyễn Thị Hoà;2012-05-06 | Strong
        capitals without accents | HOA; | NGUYEN THI HOA;2012-05-06 | Strong
        y for i | Lý Mỹ Kỳ;2012-05-06 | Lí Mĩ Kì;2012-05-06 | Strong
        uý and úy | Trần Thị Thuý;2012-05-06 | Trần Thị Thúy;2012-05-06 | Strong
        d for đ | Đỗ Văn Đạt;2012-05-06 | Do Van Dat;2012-05-06 | Strong
        family name last | HOA; | Thị Hòa Nguyễn;2012-05-06 | Strong
        family name last, no accents | HOA; | thi hoa nguyen;2012-05-06 | Strong
        another guardian | HOA; | Nguyễn Thị Hòa;2012-05-06;f;Lò Thị Mai;H2 | Strong
        one letter, same guardian | HOA; | Nguyễn Thj Hòa;2012-05-06;f;nguyen van nam | Strong
        one letter, nothing else | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thj Hòa;2012-05-06 | Possible
        a space missing, same guardian | HOA; | Nguyễn ThịHòa;2012-05-06;f;Nguyễn Văn Nam | Strong
        middle name left out | HOA; | Nguyễn Hòa;2012-05-06 | Possible
        middle name left out, same guardian | HOA; | Nguyễn Hoà;2012-05-06;f;Nguyễn Văn Nam | Strong
        another tone, nothing else | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hóa;2012-05-06 | Possible
        a boy of this name | HOA; | Nguyễn Thị Hòa;2012-05-06;m | Possible
        only the year, nothing else | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hòa;2012 | Possible
        only the year on both sides | Nguyễn Thị Hòa;2012 | Nguyễn Thị Hoà;2012 | Possible
        only the year, same guardian | HOA; | Nguyen Thi Hoa;2012;f;Nguyễn Văn Nam | Strong
        only the year, and another | HOA; | Nguyễn Thị Hòa;2013;f;Nguyễn Văn Nam | Unlike
        day and month swapped | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hòa;2012-06-05 | Possible
        day and month swapped, same guardian | HOA; | Nguyễn Thị Hòa;2012-06-05;f;Nguyễn Văn Nam | Strong
        some days apart | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hòa;2012-05-16 | Possible
        some days apart, same guardian and household | HOA; | Nguyễn Thị Hòa;2012-05-16;f;Nguyễn Văn Nam;H1 | Strong
        another year, same guardian | HOA; | Nguyễn Thị Hòa;2011-05-06;f;Nguyễn Văn Nam | Strong
        another year, nothing else | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hòa;2011-05-06 | Possible
        the name alone | Nguyễn Thị Hòa;2012-05-06 | Nguyễn Thị Hòa;2010-09-21 | Unlike
        Hoa of another commune, another date | HOA; | Nguyễn Thị Hoa;2011-11-11 | Unlike
        a frequent name, another date | Vàng A Páo;2012-05-06 | Vàng A Páo;2014-01-30 | Unlike
        a frequent name, same guardian, another date | Vàng A Páo;2012-05-06;m;Vàng A Sử | Vàng A Páo;2015-08-09;m;Vàng A Sử | Unlike
        same name in one household, another date | HOA; | Nguyễn Thị Hòa;2010-09-21;f;Nguyễn Văn Nam;H1 | Possible
        the same day alone | Nguyễn Thị Hòa;2012-05-06 | Lò Văn Bun;2012-05-06 | Unlike
        brother and sister | HOA; | Nguyễn Văn Lâm;2014-03-01;m;Nguyễn Văn Nam;H1 | Unlike
        twins | HOA; | Nguyễn Thị Lan;2012-05-06;f;Nguyễn Văn Nam;H1 | LikelyTwins
        twins, one letter between them | Nguyễn Văn Hòa;2012-05-06;;;H1 | Nguyễn Văn Hào;2012-05-06;;;H1 | LikelyTwins
        twins, a tone between them | Lê Văn Anh;2012-05-06;m;;H1 | Lê Văn Ánh;2012-05-06;m;;H1 | LikelyTwins
        twins by their guardian | Giàng A Sử;2012-05-06;;Giàng A Páo | Giàng A Tủa;2012-05-06;;Giang A Pao | LikelyTwins
        twins by their mother's number | Lê An;2012-05-06;;;;034190000001* | Lê Bình;2012-05-06;;;;034190000001* | LikelyTwins
        twins of one given name | Lê Hoàng Anh;2012-05-06;m;;H1 | Lê Ngọc Anh;2012-05-06;f;;H1 | LikelyTwins
        boy and girl, a letter between them | Lê Thị An;2012-05-06;f;;H1 | Lê Thu An;2012-05-06;m;;H1 | LikelyTwins
        a twin twice, once without accents | Lê Văn Ánh;2012-05-06;m;;H1 | Le Van Anh;2012-05-06;m;;H1 | Strong
        siblings known by one year only | Lê Văn An;2012;;;H1 | Lê Văn Bắc;2012;;;H1 | Unlike
        own number equal, all else other | Nguyễn Thị Hòa;2012-05-06;;;;012312000001 | Lò Mai;2010-01-02;;;;012312000001 | Strong
        own numbers other | HOA;012312000001 | HOA;012312999999 | Unlike
        own numbers, one digit apart | HOA;012312000001 | HOA;012312000002 | Strong
        a parent's number for both | HOA;034190000001* | HOA;034190000001* | Strong
        a parent's number for siblings | HOA;034190000001* | Nguyễn Văn Lâm;2014-03-01;m;;;034190000001* | Unlike
        a parent's number and an own one | HOA;034190000001* | HOA;012312000001 | Strong
        """;

    public static TheoryData<string, string, string, PairKind> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, PairKind>();
            foreach (var line in Table.Replace("HOA;", Hoa, StringComparison.Ordinal).Split('\n'))
            {
                if (line.Split('|', StringSplitOptions.TrimEntries) is [var what, var one, var other, var kind])
                {
                    rows.Add(what, one, other, Enum.Parse<PairKind>(kind));
                }
            }

            return rows;
        }
    }

    public static ChildTraits Read(string text)
    {
        var parts = (text + ";;;;;").Split(';');
        var isYear = parts[1].Length == 4;
        var number = parts[5];
        return new ChildTraits(parts[0], LocalDatePattern.Iso.Parse(isYear ? $"{parts[1]}-12-31" : parts[1]).Value)
        {
            BirthYearOnly = isYear, Sex = parts[2] switch { "f" => Sex.Female, "m" => Sex.Male, _ => null },
            GuardianName = parts[3], Household = parts[4], PersonalId = number.TrimEnd('*'), PersonalIdIsShared = number.EndsWith('*'),
        };
    }
}
