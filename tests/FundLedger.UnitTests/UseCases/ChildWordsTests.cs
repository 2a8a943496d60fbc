using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What the register calls ages, states, events, papers and groups.</summary>
public sealed class ChildWordsTests
{
    private static readonly Identity Born2016 = new("Lò Thị Lan", new LocalDate(2016, 6, 5), "Lò Văn Páo", "bố");

    [Theory]
    [InlineData(0, AgeBand.UpTo5)]
    [InlineData(5, AgeBand.UpTo5)]
    [InlineData(6, AgeBand.From6To10)]
    [InlineData(10, AgeBand.From6To10)]
    [InlineData(11, AgeBand.From11To15)]
    [InlineData(15, AgeBand.From11To15)]
    [InlineData(16, AgeBand.From16)]
    public void An_age_is_in_one_band(int age, AgeBand band) => Assert.Equal(band, AgeBands.Of(age));

    [Fact]
    public void Every_band_has_its_name() => Assert.Equal(
        ["0–5 tuổi/Ages 0–5", "6–10 tuổi/Ages 6–10", "11–15 tuổi/Ages 11–15", "từ 16 tuổi/16 and more"],
        Enum.GetValues<AgeBand>().Select(AgeBands.Name).Select(name => $"{name.Vi}/{name.En}"));

    [Fact]
    public void Events_have_the_names_of_the_database() => Assert.Equal(
        [
            "registered", "moved", "died", "left", "aged_out", "group_added", "group_ended", "suspended", "resumed", "carer_changed",
            "corrected", "merged", "told_apart",
        ],
        Enum.GetValues<ChildEventKind>().Select(ChildCodes.Of));

    [Theory]
    [InlineData("active", ChildState.Active, "Đang theo dõi", "Active")]
    [InlineData("suspended", ChildState.Suspended, "Tạm dừng", "Suspended")]
    [InlineData("left", ChildState.Left, "Đã rời đi", "Left")]
    [InlineData("aged_out", ChildState.AgedOut, "Đủ 16 tuổi", "Came of age")]
    [InlineData("merged", ChildState.Merged, "Đã gộp mã", "Merged")]
    [InlineData("died", ChildState.Died, "Đã mất", "Died")]
    public void A_state_is_read_from_the_database_and_named_on_papers(string code, ChildState state, string vi, string en)
    {
        Assert.Equal(state, ChildCodes.StateOf(code));
        Assert.Equal((vi, en), (StateWords.Of(code).Vi, StateWords.Of(code).En));
    }

    [Fact]
    public void A_paper_is_told_in_one_line_without_what_it_lacks()
    {
        var day = new LocalDate(2021, 2, 5);
        Assert.Equal("giấy chứng tử, 12/UBND, 05/02/2021", new Evidence("giấy chứng tử", "12/UBND", day).InWords);
        Assert.Equal("12/UBND", new Evidence(" ", "12/UBND").InWords);
        Assert.Equal("05/02/2021", new Evidence(Date: day).InWords);
        Assert.Null(new Evidence().InWords);
        Assert.Null(new Evidence("", " ").InWords);
    }

    [Theory]
    [InlineData("g04 poor", null, "g04 poor")]
    [InlineData("poor g09", "g09", "protected poor")]
    [InlineData("g04 g04", null, "g04")]
    public void Classes_that_are_chosen_are_told_apart_from_the_sealed_one(string chosen, string? hidden, string open)
    {
        var classes = ChosenClasses.Of(ChildRows.District.Classes, chosen.Split(' '))!;
        Assert.Equal((hidden, open), (classes.Sealed, string.Join(' ', classes.Open)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("g99")]
    [InlineData("g04 g99")]
    [InlineData("g09 g10")]
    public void Classes_that_cannot_be_chosen_are_none(string chosen) => Assert.Null(
        ChosenClasses.Of(ChildRows.District.Classes, chosen.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData(null, null, Sex.Male, false, false)]
    [InlineData("012216000001", null, Sex.Male, false, false)]
    [InlineData("012215000001", null, Sex.Male, true, false)]
    [InlineData("012216000001", null, Sex.Female, false, true)]
    [InlineData("012316000001", "", Sex.Male, false, true)]
    [InlineData("012215000001", null, null, true, false)]
    [InlineData("012185000001", "mẹ", Sex.Female, false, false)]
    public void A_childs_own_number_may_tell_otherwise(string? number, string? whose, Sex? sex, bool otherYear, bool otherSex)
    {
        var identity = Born2016 with { PersonalId = number, PersonalIdOf = whose, Sex = sex };
        Assert.Equal((otherYear, otherSex), (NumberDoubts.OtherYear(identity), NumberDoubts.OtherSex(identity)));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(300_000, false)]
    public void A_support_that_takes_off_is_a_reversal(long dong, bool isReversal) =>
        Assert.Equal(isReversal, new SupportReceived { Amount = new Money(dong) }.IsReversal);

    [Fact]
    public void A_file_of_children_needs_name_birth_guardian_and_groups()
    {
        var columns = ChildrenColumns.Description.Columns;
        Assert.Equal(["fullName", "birthDate", "guardianName", "groups"], columns.Where(column => column.IsRequired).Select(column => column.Name));
        Assert.Equal(15, columns.Count);
        Assert.All(columns, column => Assert.NotEmpty(column.Synonyms));
    }
}
