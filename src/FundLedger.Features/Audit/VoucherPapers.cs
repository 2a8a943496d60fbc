using System.Globalization;
using System.Runtime.InteropServices;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Each voucher of a fund against its content hash, its words and the donor it names.</summary>
internal sealed class VoucherPapers
{
    private const string DonorsSql = "SELECT donor_id, name, address FROM donors WHERE fund_id = @FundId";

    private readonly VerifiedFund fund;
    private readonly LogTallies tallies;
    private readonly CanonicalText text = new();
    private readonly HashBatch hashes;
    private readonly List<(SealedVoucher Voucher, VoucherWords? Words)> waiting = [];
    private readonly Dictionary<long, Donor> donors;
    private readonly Dictionary<(string Type, int Year), NamedVouchers> named = [];

    private VoucherPapers(VerifiedFund fund, LogTallies tallies, HashBatch hashes, IEnumerable<Donor> donors)
    {
        (this.fund, this.tallies, this.hashes) = (fund, tallies, hashes);
        this.donors = donors.ToDictionary(donor => donor.DonorId);
        hashes.Clear();
    }

    public static async Task<VoucherPapers> OfAsync(
        Db db, VerifiedFund fund, LogTallies tallies, HashBatch hashes, CancellationToken token) =>
        new(fund, tallies, hashes, await db.ListAsync<Donor>(DonorsSql, new { fund.FundId }, token));

    /// <summary>What the entries said of the vouchers of a type and year.</summary>
    public NamedVouchers Named(string type, int year)
    {
        ref var vouchers = ref CollectionsMarshal.GetValueRefOrAddDefault(named, (type, year), out _);
        return vouchers ??= new NamedVouchers(type);
    }

    /// <summary>Takes note of the voucher that an entry names; that of a payment, which has an entry for each child, once.</summary>
    public void Play(SealedEntry entry, VoucherDocuments documents)
    {
        if (entry is not { VoucherType: { } type, VoucherYear: { } year, VoucherNo: { } number }) return;
        var vouchers = Named(type, year);
        if (!vouchers.Add(entry, number) || documents.Of(entry) is not { } voucher) return;
        vouchers.See(voucher);
        Add(voucher, documents.WordsOf(voucher));
    }

    /// <summary>Takes a voucher along for <see cref="Check"/>.</summary>
    /// <param name="words">Null when they were erased.</param>
    public void Add(SealedVoucher voucher, VoucherWords? words)
    {
        waiting.Add((voucher, words));
        voucher.Write(text.Clear());
        hashes.Add([], text.Bytes);
        words?.Write(text.Clear());
        hashes.Add(words is null ? [] : words.Salt, words is null ? [] : text.Bytes);
    }

    /// <summary>Compares what was added, and forgets it.</summary>
    public void Check()
    {
        hashes.Run();
        for (var i = 0; i < waiting.Count; i++) Check(waiting[i].Voucher, waiting[i].Words, hashes[2 * i], hashes[(2 * i) + 1]);
        waiting.Clear();
        hashes.Clear();
    }

    public void Wrong(SealedVoucher voucher, Difference difference)
    {
        var name = voucher.Number?.ToString() ?? voucher.VoucherType;
        tallies.Vouchers.Wrong(new WrongRecord(fund.Code, "voucher", name, difference.Field, difference.Expected, difference.Found));
    }

    private void Check(SealedVoucher voucher, VoucherWords? words, ReadOnlySpan<byte> content, ReadOnlySpan<byte> promise)
    {
        Compare(voucher, "content_hash", content, voucher.ContentHash);
        if (words is null)
        {
            tallies.Vouchers.Note("erased");
            return;
        }

        Compare(voucher, "details_commitment", promise, voucher.DetailsCommitment);
        if (voucher.VoucherType is "PT" or "PN") CheckDonor(voucher.DonorId, words);
    }

    private void Compare(SealedVoucher voucher, string field, ReadOnlySpan<byte> made, ReadOnlySpan<byte> kept)
    {
        if (made.SequenceEqual(kept)) return;
        Wrong(voucher, new Difference(field, Convert.ToHexStringLower(made), Convert.ToHexStringLower(kept)));
    }

    // The donor's row is not sealed itself; the name and address on its vouchers are.
    private void CheckDonor(long? number, VoucherWords words)
    {
        tallies.Donors.Count();
        var donor = number is { } known ? donors.GetValueOrDefault(known) : null;
        if (donor is not null && donor.Name == words.CounterpartyName && donor.Address == words.CounterpartyAddress) return;
        var (said, kept) = (Sight(words.CounterpartyName, words.CounterpartyAddress), Sight(donor?.Name, donor?.Address));
        if (said == kept) return;
        var name = number?.ToString(CultureInfo.InvariantCulture) ?? "none";
        tallies.Donors.Wrong(new WrongRecord(fund.Code, "donor", name, "name and address", said, kept));
    }

    // As givers are told apart: without regard to capitals and spaces around.
    private static string Sight(string? name, string? address)
    {
        string?[] parts = [name?.Trim(' '), address?.Trim(' ') is { Length: > 0 } there ? there : null];
        return string.Join(", ", parts.OfType<string>()).ToLowerInvariant();
    }

    private sealed record Donor
    {
        public long DonorId { get; init; }

        public string Name { get; init; } = "";

        public string? Address { get; init; }
    }
}
