using FundLedger.Features.Audit;
using FundLedger.Features.Books;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>What is noted of a file that left cannot be changed unseen.</summary>
public sealed class ExportNoteTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly AuditedLedger audited = new(cluster) { Then = Export };

    public ValueTask InitializeAsync() => audited.InitializeAsync();

    public ValueTask DisposeAsync() => audited.DisposeAsync();

    [Fact]
    public async Task A_note_that_was_changed_or_taken_away_is_named_by_the_verification()
    {
        string[] forgeries =
        [
            "UPDATE list_exports SET row_count = 1", "UPDATE list_exports SET narrowed_to = 'Tháng 1/2021'",
            "UPDATE list_exports SET exported_by = 'duyet'", "DELETE FROM list_exports",
        ];
        Assert.Equal(PassState.Ok, (await audited.Verify()).State);
        foreach (var forgery in forgeries)
        {
            await audited.Forge(forgery);
            var wrong = (await audited.Verify()).Passes.Single(pass => pass.Name == "references").FirstWrong;
            Assert.Equal((forgery, "list_export", "1"), (forgery, wrong?.Kind, wrong?.Number));
            await audited.PutBack();
        }
    }

    private static async Task Export(Ledger ledger) => await ledger.Done(TamDuong.Accountant, new NoteExport(
        Given.Fund, Guid.NewGuid(), "cash", "Quý 1/2021", "csv", 3, ledger.Clock.GetCurrentInstant()));
}
