using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>Books on which everything above 500,000 takes two steps, with one request at the first step and one at the second.</summary>
public sealed class LadderBooks : IAsyncLifetime
{
    private readonly bool isOwn;

    public LadderBooks(LedgerCluster cluster) => (Books, isOwn) = (new Books(cluster), true);

    private LadderBooks(Books ready) => Books = ready;

    public Books Books { get; }

    /// <summary>Waits at the first of two steps.</summary>
    public long TwoSteps { get; private set; }

    /// <summary>The approver has taken the first step; the second approver's waits.</summary>
    public long OneTaken { get; private set; }

    /// <summary>A child without a gift.</summary>
    public string Spare { get; private set; } = "";

    /// <summary>The same on books that are there already.</summary>
    public static async Task<LadderBooks> OnAsync(Books ready)
    {
        var books = new LadderBooks(ready);
        await books.InitializeAsync();
        return books;
    }

    public async ValueTask InitializeAsync()
    {
        if (isOwn) await Books.InitializeAsync();
        var ledger = Books.Ledger;
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var pool = await ledger.Given.Pool($"B{Guid.NewGuid():N}"[..8].ToUpperInvariant());
        await ledger.Given.Receipt(pool, 5_000_000);
        TwoSteps = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        OneTaken = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        Spare = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, OneTaken));
    }

    public ValueTask DisposeAsync() => isOwn ? Books.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>A ladder of one step as the database takes it.</summary>
    internal static string Steps(string holder) => $$"""
        [{"level": "council_chair", "nameVi": "Chủ tịch", "nameEn": "Chair", "holders": ["{{holder}}"]}]
        """;
}
