using System.Globalization;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;
using FundLedger.Features.Vault;
using NodaTime;
using static FundLedger.Features.Children.ChildrenColumns;

namespace FundLedger.Features.Children;

/// <summary>A child as a row of a file tells it.</summary>
/// <param name="Household">Code of a household of the register, or null.</param>
/// <param name="Label">What joins rows into one household, or null.</param>
internal sealed record ReadChild(
    Identity Identity, ChosenClasses Classes, int?[] Subgroups, int UnitId, string? Household, string? Label, LocalDate Since,
    Evidence Evidence);

/// <summary>Reads a child from a row by the rules of the form for a single child; what breaks one is a flaw of its cell.</summary>
internal sealed class ChildRowReader(ChildChoices choices)
{
    private const int LongestName = 100;
    private static readonly string[] KindsOfCommune = ["xa ", "thi tran ", "phuong "];

    /// <summary>Null when the row has a flaw.</summary>
    public ReadChild? Read(ListRow row)
    {
        var (name, guardian) = (Name(row, FullName), Name(row, Guardian));
        var born = BirthDateOf(row);
        var sex = SexOf(row);
        var classes = ClassesOf(row);
        var (number, whose) = (row.PersonalNumber(Number), row.Text(NumberOf));
        var since = SinceOf(row, born?.Date);
        var unit = UnitOf(row);
        var (household, label) = HouseholdOf(row, unit);
        var evidence = EvidenceOf(row);
        var subgroup = SubgroupOf(row, classes);
        if (row.Flaws.Count > 0 || classes is null || born is null) return null;
        var identity = new Identity(name, born.Date, guardian, row.Text(Relation), classes.Sealed)
        {
            BirthYearOnly = born.IsYearOnly, Sex = sex, PersonalId = number,
            PersonalIdOf = number is null || whose.Length == 0 ? null : whose,
            SealedSubgroup = subgroup?.Class == classes.Sealed ? subgroup?.No : null,
            SealedEvidence = classes.Sealed is null ? null : evidence.InWords,
        };
        Doubts(row, identity);
        var subgroups = classes.Open.Select(open => subgroup?.Class == open ? subgroup?.No : null).ToArray();
        return new ReadChild(identity, classes, subgroups, unit, household, label, since, evidence);
    }

    private static string Name(ListRow row, string column)
    {
        var name = row.Text(column);
        row.Require(column, name.Length > 0);
        if (name.Length > LongestName) row.Flaw(column, "Tên dài quá 100 ký tự.", "The name is longer than 100 characters.");
        else if (name.Length > 0 && !name.Any(char.IsLetter)) row.Flaw(column, "Tên phải có chữ.", "A name has letters.");
        else if (name.Any(char.IsAsciiDigit)) row.Warn(column, "tên có chữ số", "the name has digits");
        return name;
    }

    private DateRead? BirthDateOf(ListRow row)
    {
        row.Require(BirthDate, row.Has(BirthDate));
        if (row.Date(BirthDate) is not { } read) return null;
        var today = choices.Fund.Today;
        var date = read.IsYearOnly ? BirthYear.DayToJudgeBy(read.Date.Year, today) : read.Date;
        if (date > today) row.Flaw(BirthDate, "Ngày sinh ở tương lai.", "The birth date is in the future.");
        else if (!Childhood.Covers(Childhood.AgeOn(date, today))) row.Flaw(BirthDate, "Từ 16 tuổi trở lên.", "16 or older.");
        return read with { Date = date };
    }

    private static Sex? SexOf(ListRow row)
    {
        switch (SearchKey.Of(row.Text(ChildrenColumns.Sex)))
        {
            case "": return null;
            case "nam" or "trai" or "male" or "m" or "boy": return Domain.Children.Sex.Male;
            case "nu" or "gai" or "female" or "f" or "girl": return Domain.Children.Sex.Female;
            default:
                row.Flaw(ChildrenColumns.Sex, "Ghi nam hoặc nữ.", "Write male or female.");
                return null;
        }
    }

    private ChosenClasses? ClassesOf(ListRow row)
    {
        var written = row.Text(Groups).Split([';', ',', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        row.Require(Groups, written.Length > 0);
        if (WholeName(row.Text(Groups)) is { } named) return ChosenClasses.Of(choices.Classes, [named]);
        var codes = new List<string>();
        foreach (var word in written)
        {
            if (CodeOf(word) is { } code) codes.Add(code);
            else row.Flaw(Groups, $"Không có nhóm “{word}”; xem trang Mã của mẫu.", $"There is no group “{word}”; see the template.");
        }

        if (codes.Count < written.Length || codes.Count == 0) return null;
        var chosen = ChosenClasses.Of(choices.Classes, codes);
        if (chosen is null) row.Flaw(Groups, "Nhiều nhất một nhóm bảo mật.", "At most one sealed group.");
        return chosen;
    }

    // The names of groups 13 and 14 have commas in them.
    private string? WholeName(string text) => text.Contains(',', StringComparison.Ordinal) ? CodeOf(text) : null;

    private string? CodeOf(string word)
    {
        var key = SearchKey.Of(word);
        if (key.StartsWith("nhom ", StringComparison.Ordinal)) key = key["nhom ".Length..];
        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return choices.Classes.FirstOrDefault(one => one.GroupNo == number)?.ClassCode;
        }

        return choices.Classes.FirstOrDefault(one => one.ClassCode == key || NamesOf(one).Contains(key))?.ClassCode;
    }

    private static string?[] NamesOf(ChoosableClass one)
    {
        var name = SearchKey.Of(one.NameVi);
        return [name, SearchKey.Of(one.NameEn), name.Replace("tre em ", "", StringComparison.Ordinal), Household(one.ClassCode)];
    }

    private static string? Household(string code) => code switch
    {
        "poor" => "ho ngheo",
        "near_poor" => "ho can ngheo",
        _ => null,
    };

    private (string Class, int No)? SubgroupOf(ListRow row, ChosenClasses? classes)
    {
        var written = row.Text(Subgroup);
        if (written.Length == 0 || classes is null) return null;
        var number = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : 0;
        var fitting = classes.Open.Append(classes.Sealed ?? "").Where(code => choices.Subgroups.Contains((code, number))).ToList();
        if (fitting.Count == 1) return (fitting[0], number);
        row.Flaw(Subgroup, $"Không rõ tiểu nhóm “{written}” của nhóm nào.", $"It is unclear which group has the sub-group “{written}”.");
        return null;
    }

    private LocalDate SinceOf(ListRow row, LocalDate? born)
    {
        if (row.Date(GroupsSince) is not { } since) return choices.Fund.Today;
        if (since.Date > choices.Fund.Today) row.Flaw(GroupsSince, "Ngày ở tương lai.", "The date is in the future.");
        else if (born is { } birthDate && since.Date < birthDate) row.Flaw(GroupsSince, "Trước ngày sinh.", "Before the birth date.");
        return since.Date;
    }

    private int UnitOf(ListRow row)
    {
        var (written, own) = (row.Text(ChildrenColumns.Commune), choices.Communes.FirstOrDefault(one => one.UnitId == choices.Fund.UnitId));
        if (written.Length == 0)
        {
            if (own is null) row.Flaw(ChildrenColumns.Commune, "Quỹ có nhiều xã: hãy ghi xã.", "The fund has several communes: name one.");
            return own?.UnitId ?? 0;
        }

        var key = Bare(written);
        var named = choices.Communes.Where(one => one.Code == written || Bare(one.Name) == key).ToList();
        if (named.Count == 1) return named[0].UnitId;
        row.Flaw(ChildrenColumns.Commune, $"“{written}” không phải xã của quỹ này.", $"“{written}” is no commune of this fund.");
        return 0;
    }

    private static string Bare(string name)
    {
        var key = SearchKey.Of(name);
        var kind = KindsOfCommune.FirstOrDefault(start => key.StartsWith(start, StringComparison.Ordinal));
        return kind is null ? key : key[kind.Length..];
    }

    private (string? Code, string? Label) HouseholdOf(ListRow row, int unit)
    {
        var written = row.Text(ChildrenColumns.Household);
        if (written.Length == 0) return (null, null);
        var code = written.ToUpperInvariant();
        if (!code.StartsWith("HO-", StringComparison.Ordinal)) return (null, SpellingKey.Of(written));
        if (choices.Households.TryGetValue(code, out var of) && of == unit) return (code, null);
        row.Flaw(ChildrenColumns.Household, $"Xã không có hộ {written}.", $"The commune has no household {written}.");
        return (null, null);
    }

    private Evidence EvidenceOf(ListRow row)
    {
        var (kind, number) = (row.Text(ChildrenColumns.Evidence), row.Text(EvidenceNumber));
        var date = row.Date(EvidenceDate)?.Date;
        if (date > choices.Fund.Today) row.Flaw(EvidenceDate, "Ngày ở tương lai.", "The date is in the future.");
        return new Evidence(kind.Length == 0 ? null : kind, number.Length == 0 ? null : number, date);
    }

    private static void Doubts(ListRow row, Identity identity)
    {
        if (NumberDoubts.OtherYear(identity)) row.Warn(Number, "cho biết năm sinh khác", "tells another year of birth");
        if (NumberDoubts.OtherSex(identity)) row.Warn(Number, "cho biết giới tính khác", "tells the other sex");
    }
}
