using System.Reflection;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A fund whose log is replayed record by record, each hashed onto the one before, as the database seals them.</summary>
internal sealed class ReplayedFund
{
    public static readonly LocalDate Day = new(2021, 1, 20);

    private readonly List<SealedRecord> records = [];
    private byte[] last = HashLog.Genesis("Q106");

    public ReplayedFund(params (long Id, string Name, string? Address)[] donors)
    {
        Papers = PapersOf(donors);
        Replay = new FundReplay(Fund, Tallies, Papers, new HashBatch());
    }

    public VerifiedFund Fund { get; } = new() { FundId = 1, Code = "Q106", OpenedOn = new LocalDate(2021, 1, 15) };

    public LogTallies Tallies { get; } = new(null);

    public VoucherPapers Papers { get; }

    public FundReplay Replay { get; }

    public byte[] Last => last;

    public string? HashLogWrong => Tallies.HashLog.Close().FirstWrong?.Sentence.En;

    public string? EntriesWrong => Tallies.Entries.Close().FirstWrong?.Sentence.En;

    /// <summary>Seals a record as the next one, or as the number that it names.</summary>
    public ReplayedFund Add(SealedRecord record, byte[]? hash = null)
    {
        var numbered = record with
        {
            LogNo = record.LogNo == 0 ? records.Count + 1 : record.LogNo, HashVersion = record.HashVersion == 0 ? 1 : record.HashVersion,
        };
        var text = new CanonicalText();
        numbered.Write(text);
        last = hash ?? HashLog.Next(last, text.Bytes);
        records.Add(numbered with { Hash = last });
        return this;
    }

    public static SealedEntry Receipt(long number, long amount = 5_000_000, LocalDate? on = null) =>
        PeriodReplayTests.Receipt(on ?? Day, amount) with
        {
            EntryNo = number, LineCount = 2, VoucherType = "PT", VoucherYear = 2021, VoucherNo = (int)number,
            Postings = [.. PeriodReplayTests.Receipt(on ?? Day, amount).Postings.Select(posting => posting with { EntryDate = on ?? Day })],
        };

    /// <summary>Plays what was sealed since the last time, up to a number that must be there.</summary>
    public async Task<ReplayedFund> Play(long from, long to, params Checkpoint[] checkpoints)
    {
        var documents = await LogDocuments.LoadAsync(null!, 1, [], Xunit.TestContext.Current.CancellationToken);
        Replay.Play(from, to, records, documents, checkpoints.ToDictionary(point => point.LogNo));
        records.Clear();
        return this;
    }

    public Task<ReplayedFund> Play() => Play(1, records.Count);

    // Donors and words are read from the database alone: here they are made as it makes them.
    private VoucherPapers PapersOf((long Id, string Name, string? Address)[] donors)
    {
        var type = typeof(VoucherPapers).GetNestedType("Donor", BindingFlags.NonPublic)!;
        var known = Array.CreateInstance(type, donors.Length);
        for (var i = 0; i < donors.Length; i++)
        {
            var (id, name, address) = donors[i];
            known.SetValue(Made(type, ("DonorId", id), ("Name", name), ("Address", address)), i);
        }

        return (VoucherPapers)Activator.CreateInstance(
            typeof(VoucherPapers), BindingFlags.NonPublic | BindingFlags.Instance, null, [Fund, Tallies, new HashBatch(), known], null)!;
    }

    public static VoucherWords Words(string? name, string? address = null, string? content = null, params byte[] salt) => (VoucherWords)Made(
        typeof(VoucherWords), ("CounterpartyName", name), ("CounterpartyAddress", address), ("Content", content), ("Salt", salt));

    private static object Made(Type type, params (string Name, object? Value)[] fields)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var (name, value) in fields)
        {
            type.GetProperty(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(made, value);
        }

        return made;
    }
}
