using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>An entry may be dated back within open months, but no day in between may end below zero.</summary>
public sealed class DayInvariantsTests(Books books) : IClassFixture<Books>
{
    private static readonly LocalDate First = new(2021, 2, 1);

    [Fact]
    public async Task What_came_on_the_third_cannot_be_spent_on_the_first()
    {
        await books.Ledger.Given.Receipt("PT", 1_000_000, "bank");
        Assert.Null(await Moved(Surgery, "payable", "bank", 2_500_000).WrittenInto(books));
        Assert.Null(await (Moved(Surgery, "payable", "bank", 2_000_000) with { Date = First }).WrittenInto(books));
        var early = Moved(Surgery, "payable", "bank", 2_000_001) with { Date = First };
        Refused(await early.WrittenInto(books), BrokenCheck, "no_day_negative");
    }

    [Fact]
    public async Task Cash_that_came_on_the_third_was_not_in_the_box_on_the_first()
    {
        await books.Ledger.Given.Receipt("TET", 1_000_000);
        Assert.Null(await Moved(Tet, "in_transit", "cash", 5_700_000).WrittenInto(books));
        var early = Moved(Tet, "in_transit", "cash", 4_700_001) with { Date = First };
        Refused(await early.WrittenInto(books), BrokenCheck, "no_day_negative");
    }

    private static RawEntry Moved(int pool, string debit, string credit, long amount) =>
        new(new RawPosting(debit, pool, "debit", amount), new RawPosting(credit, pool, "credit", amount));
}
