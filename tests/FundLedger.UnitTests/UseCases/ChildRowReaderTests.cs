using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using NodaTime;
using static FundLedger.UnitTests.UseCases.ChildRows;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A child read from a row of a file: what may stand in each cell, and what is said of a cell that cannot be read.</summary>
public sealed class ChildRowReaderTests
{
    [Fact]
    public void A_row_with_all_its_cells_is_a_child_with_all_of_them()
    {
        var read = Child("sex=nữ", "groups=4; poor", "subgroup=1", "groupsSince=01/02/2021", "household=ho-0007", "personalId=012316000001",
            "personalIdOf=mẹ", "evidence=giấy xác nhận", "evidenceNumber=12/GXN", "evidenceDate=05/03/2020", "commune=Bình Lư");
        Assert.Equal(("Lò Thị Lan", new LocalDate(2016, 6, 5), "Lò Văn Páo", "bố"),
            (read.Identity.FullName, read.Identity.BirthDate, read.Identity.GuardianName, read.Identity.GuardianRelation));
        Assert.Equal((Sex.Female, "012316000001", "mẹ", false),
            (read.Identity.Sex, read.Identity.PersonalId, read.Identity.PersonalIdOf, read.Identity.BirthYearOnly));
        Assert.Equal((null, null, null), (read.Classes.Sealed, read.Identity.SealedSubgroup, read.Identity.SealedEvidence));
        Assert.Equal(["g04", "poor"], read.Classes.Open);
        Assert.Equal([1, null], read.Subgroups);
        Assert.Equal((11, "HO-0007", null, new LocalDate(2021, 2, 1)), (read.UnitId, read.Household, read.Label, read.Since));
        Assert.Equal(new Evidence("giấy xác nhận", "12/GXN", new LocalDate(2020, 3, 5)), read.Evidence);
    }

    [Fact]
    public void What_is_not_said_is_unknown_and_the_group_is_held_from_today()
    {
        var read = Child();
        Assert.Equal((null, null, null), (read.Identity.Sex, read.Identity.PersonalId, read.Identity.PersonalIdOf));
        Assert.Equal((11, null, null, new LocalDate(2021, 6, 1)), (read.UnitId, read.Household, read.Label, read.Since));
        Assert.Equal(new Evidence(null, null, null), read.Evidence);
        Assert.Null(Child("personalIdOf=mẹ").Identity.PersonalIdOf);
    }

    [Fact]
    public void A_sealed_group_goes_with_its_sub_group_and_paper_into_the_vault()
    {
        var read = Child("groups=9, poor", "subgroup=3", "evidence=quyết định", "evidenceNumber=7", "evidenceDate=01/02/2021");
        Assert.Equal(("g09", "protected poor"), (read.Classes.Sealed, string.Join(' ', read.Classes.Open)));
        Assert.Equal((3, "quyết định, 7, 01/02/2021"), (read.Identity.SealedSubgroup, read.Identity.SealedEvidence));
        Assert.Equal([null, null], read.Subgroups);
        Assert.Equal("Nhiều nhất một nhóm bảo mật.", Flaw("D", "groups=9; 10"));
    }

    [Theory]
    [InlineData("4", "g04")]
    [InlineData("nhóm 4", "g04")]
    [InlineData("G04", "g04")]
    [InlineData("Trẻ em khuyết tật", "g04")]
    [InlineData("khuyet tat", "g04")]
    [InlineData("children with disabilities", "g04")]
    [InlineData("hộ nghèo", "poor")]
    [InlineData("Hộ cận nghèo", "near_poor")]
    [InlineData("hộ nghèo + 4", "g04 poor")]
    [InlineData("13", "g13")]
    [InlineData("Trẻ em mắc bệnh hiểm nghèo, phải điều trị dài ngày", "g13")]
    [InlineData("nghèo, 4", "g04 poor")]
    public void A_group_is_known_by_its_number_its_code_and_its_names(string written, string codes) =>
        Assert.Equal(codes, string.Join(' ', Child($"groups={written}").Classes.Open));

    [Theory]
    [InlineData("15", "Không có nhóm “15”; xem trang Mã của mẫu.")]
    [InlineData("4; lạ", "Không có nhóm “lạ”; xem trang Mã của mẫu.")]
    [InlineData(";", "Chưa có nhóm.")]
    [InlineData("hộ khuyết tật", "Không có nhóm “hộ khuyết tật”; xem trang Mã của mẫu.")]
    public void A_group_that_there_is_not_is_named(string written, string flaw) => Assert.Equal(flaw, Flaw("D", $"groups={written}"));

    [Theory]
    [InlineData("Nam", Sex.Male)]
    [InlineData("trai", Sex.Male)]
    [InlineData("M", Sex.Male)]
    [InlineData("boy", Sex.Male)]
    [InlineData("male", Sex.Male)]
    [InlineData("gái", Sex.Female)]
    [InlineData("F", Sex.Female)]
    [InlineData("girl", Sex.Female)]
    [InlineData("female", Sex.Female)]
    public void A_sex_is_said_in_either_language(string written, Sex sex) => Assert.Equal(sex, Child($"sex={written}").Identity.Sex);

    [Theory]
    [InlineData("01/06/2021", null)]
    [InlineData("02/06/2021", "Ngày sinh ở tương lai.")]
    [InlineData("02/06/2005", null)]
    [InlineData("01/06/2005", "Từ 16 tuổi trở lên.")]
    [InlineData("2005", null)]
    [InlineData("2004", "Từ 16 tuổi trở lên.")]
    [InlineData("2022", "Ngày sinh ở tương lai.")]
    public void A_child_is_born_and_not_sixteen_yet(string born, string? flaw) => Assert.Equal(flaw, Flaw("B", $"birthDate={born}"));

    [Fact]
    public void A_year_alone_is_judged_by_its_last_day_and_this_year_by_today()
    {
        var (earlier, now) = (Child("birthDate=2016").Identity, Child("birthDate=2021").Identity);
        Assert.Equal((new LocalDate(2016, 12, 31), true), (earlier.BirthDate, earlier.BirthYearOnly));
        Assert.Equal((new LocalDate(2021, 6, 1), true), (now.BirthDate, now.BirthYearOnly));
    }

    [Theory]
    [InlineData("A", "fullName=", "Chưa có họ và tên trẻ.")]
    [InlineData("A", "fullName=---", "Tên phải có chữ.")]
    [InlineData("H", "guardianName=", "Chưa có người giám hộ.")]
    [InlineData("B", "birthDate=", "Chưa có ngày sinh.")]
    [InlineData("D", "groups=", "Chưa có nhóm.")]
    [InlineData("C", "sex=khác", "Ghi nam hoặc nữ.")]
    [InlineData("F", "groupsSince=02/06/2021", "Ngày ở tương lai.")]
    [InlineData("F", "groupsSince=04/06/2016", "Trước ngày sinh.")]
    [InlineData("F", "groupsSince=05/06/2016", null)]
    [InlineData("F", "groupsSince=01/06/2021", null)]
    [InlineData("N", "evidenceDate=02/06/2021", "Ngày ở tương lai.")]
    [InlineData("N", "evidenceDate=01/06/2021", null)]
    [InlineData("G", "household=HO-0009", "Xã không có hộ HO-0009.")]
    [InlineData("G", "household=HO-0008", "Xã không có hộ HO-0008.")]
    [InlineData("E", "subgroup=2", "Không rõ tiểu nhóm “2” của nhóm nào.")]
    [InlineData("E", "subgroup=1", null)]
    [InlineData("E", "subgroup=9", "Không rõ tiểu nhóm “9” của nhóm nào.")]
    [InlineData("E", "subgroup=a", "Không rõ tiểu nhóm “a” của nhóm nào.")]
    [InlineData("O", "commune=Xã Lạ", "“Xã Lạ” không phải xã của quỹ này.")]
    [InlineData("O", "commune=03412", null)]
    [InlineData("O", "commune=XÃ BÌNH LƯ", null)]
    public void A_cell_that_cannot_be_is_named_with_its_reason(string column, string cell, string? flaw) =>
        Assert.Equal(flaw, Flaw(column, "groups=4; poor", cell));

    [Fact]
    public void A_name_has_at_most_a_hundred_signs_and_digits_in_it_are_doubted()
    {
        Assert.Null(Flaw("A", "fullName=" + new string('a', 100)));
        Assert.Equal("Tên dài quá 100 ký tự.", Flaw("A", "fullName=" + new string('a', 101)));
        Assert.Equal(["Họ và tên trẻ: tên có chữ số"], Warnings("fullName=Lò Thị 2"));
        Assert.Empty(Warnings());
    }

    [Fact]
    public void A_number_that_tells_another_year_or_the_other_sex_is_doubted_if_it_is_the_childs_own()
    {
        Assert.Equal(
            ["Số định danh cá nhân: cho biết năm sinh khác", "Số định danh cá nhân: cho biết giới tính khác"],
            Warnings("personalId=012215000001", "sex=nữ"));
        Assert.Empty(Warnings("personalId=012215000001", "sex=nữ", "personalIdOf=mẹ"));
        Assert.Empty(Warnings("personalId=012316000001", "sex=nữ"));
    }

    [Fact]
    public void A_fund_of_several_communes_must_be_told_which_and_a_communes_own_need_not()
    {
        Assert.Equal("Quỹ có nhiều xã: hãy ghi xã.", Row(District, []).Flaws.Single().Problem.Vi);
        Assert.Equal(12, Read(District, ["commune=tam đường"])!.UnitId);
        Assert.Equal(11, Read(OneCommune, [])!.UnitId);
    }

    [Fact]
    public void A_label_joins_rows_whatever_its_accents_and_is_no_code()
    {
        Assert.Equal(Child("household=Nhà 1").Label, Child("household=nhà  1").Label);
        Assert.NotEqual(Child("household=Nhà 1").Label, Child("household=Nhà 2").Label);
        Assert.Null(Child("household=Nhà 1").Household);
        Assert.Equal(("HO-0007", null), (Child("household=ho-0007").Household, Child("household=ho-0007").Label));
    }

    private static ReadChild Child(params string[] cells) => Read(OneCommune, cells)!;

    private static string? Flaw(string column, params string[] cells) =>
        Row(OneCommune, cells).Flaws.SingleOrDefault(flaw => flaw.Cell == $"{column}2")?.Problem.Vi;

    private static IEnumerable<string> Warnings(params string[] cells) => Row(OneCommune, cells).Warnings.Select(warning => warning.Vi);
}
