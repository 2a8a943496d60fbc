using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>Books on which everything above 500,000 takes two steps, with one request at the first step and one at the second.</summary>
public sealed class LadderBooks(LedgerCluster cluster) : IAsyncLifetime
{
    public Books Books { get; } = new(cluster);

    /// <summary>Waits at the first of two steps.</summary>
    public long TwoSteps { get; private set; }

    /// <summary>The approver has taken the first step; the second approver's waits.</summary>
    public long OneTaken { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Books.InitializeAsync();
        var ledger = Books.Ledger;
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        TwoSteps = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(2));
        OneTaken = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(2));
        await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, OneTaken));
    }

    public ValueTask DisposeAsync() => Books.DisposeAsync();

    /// <summary>A ladder of one step as the database takes it.</summary>
    internal static string Steps(string holder) => $$"""
        [{"level": "council_chair", "nameVi": "Chủ tịch", "nameEn": "Chair", "holders": ["{{holder}}"]}]
        """;
}
