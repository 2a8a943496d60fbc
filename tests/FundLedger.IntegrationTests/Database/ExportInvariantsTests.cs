using FundLedger.Features.Audit;
using FundLedger.Features.Books;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Notes of books that left as files, written around the application.</summary>
public sealed class ExportInvariantsTests(Books books) : IClassFixture<Books>
{
    [Theory]
    [InlineData("INSERT INTO list_exports VALUES (@Fund, 1, 'cash', 'x', 'csv', -1, now(), now(), 'ketoan')", "export_counts_its_rows")]
    [InlineData("INSERT INTO list_exports VALUES (@Fund, 1, 'cash', 'x', 'csv', 1, now(), now() - interval '1 s', 'ketoan')", "export_read_before_it_left")]
    [InlineData("INSERT INTO list_exports VALUES (@Fund, 1, 'cash', 'x', 'csv', 1, now(), now(), '')", "export_actor_present")]
    public async Task A_note_is_refused_when(string statement, string promise) => Refused(await books.AsOwner(statement), BrokenCheck, promise);

    [Fact]
    public async Task Who_has_no_role_in_the_fund_notes_nothing() => Refused(
        await books.AsApplication(TamDuong.Officer, "SELECT note_export(@Fund, 'cash', 'x', 'csv', 1, ledger_now())"),
        BrokenCheck, "actor_has_role");

    [Fact]
    public async Task A_note_is_sealed_with_what_it_says()
    {
        await books.Ledger.Done(TamDuong.Accountant, new NoteExport(
            Given.Fund, Guid.NewGuid(), "cash", "Quý 1/2021", "csv", 3, books.Ledger.Clock.GetCurrentInstant()));
        Assert.Equal(1, await books.Ledger.Ask<long>("SELECT count(*) FROM reference_events WHERE subject = 'list_export'"));
        Assert.Equal(PassState.Ok, (await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task The_application_writes_no_note_itself() => Refused(
        await books.AsApplication(
            TamDuong.Accountant, "INSERT INTO list_exports VALUES (@Fund, 1, 'cash', 'x', 'csv', 1, now(), now(), 'ketoan')"), NoRight, null);
}
