using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// The entry that each document must have. The database writes entries by its own functions; this second statement of the same rules is
/// what they are checked against.
/// </summary>
public static class EntryRules
{
    /// <summary>Money received: Dr money account / Cr fund balance, in the voucher's pool.</summary>
    public static Result<JournalEntry> Receipt(SealedVoucher voucher) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.Receipt), Pair(voucher.MoneyAccount, Accounts.FundBalance, voucher.PoolId, voucher.Amount));

    /// <summary>
    /// One child's support paid: Dr fund balance / Cr money account, in the request's pool, under the line's norm. The account is advances
    /// where an officer's advance is settled; the amount is the line's, or the part of it that was paid.
    /// </summary>
    public static Result<JournalEntry> Payment(SealedVoucher voucher, SealedRequest request, SealedRequestLine line)
    {
        var support = SupportOf(request, line);
        var head = HeadOf(voucher, EntryKind.Disbursement) with { DisbursementLine = line.LineNo };
        var postings = Pair(Accounts.FundBalance, voucher.MoneyAccount, request.PoolId, line.Paid ?? line.Money);
        return JournalEntry.Create(head, [.. postings.Select(posting => posting with { Support = support })]);
    }

    /// <summary>An officer takes money to hand out, which uses nothing yet: Dr advances / Cr money account.</summary>
    public static Result<JournalEntry> Advance(SealedVoucher voucher) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.Advance), Pair(Accounts.Advances, voucher.MoneyAccount, voucher.PoolId, voucher.Amount));

    /// <summary>What was not handed out comes back: Dr money account / Cr advances.</summary>
    public static Result<JournalEntry> AdvanceReturn(SealedVoucher voucher) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.AdvanceReturn), Pair(voucher.MoneyAccount, Accounts.Advances, voucher.PoolId, voucher.Amount));

    /// <summary>
    /// Money moved between pools: Dr fund balance / Cr money in the one, Dr money / Cr fund balance in the other.
    /// </summary>
    public static Result<JournalEntry> Transfer(SealedVoucher voucher, SealedTransfer transfer) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.Transfer),
            [
                .. Pair(Accounts.FundBalance, transfer.MoneyAccount, transfer.FromPool, transfer.Amount),
                .. Pair(transfer.MoneyAccount, Accounts.FundBalance, transfer.ToPool, transfer.Amount),
            ]);

    /// <summary>Budget money that lapsed: Dr fund balance / Cr what is due back.</summary>
    public static Result<JournalEntry> Lapse(SealedVoucher voucher) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.Lapse), Pair(Accounts.FundBalance, Accounts.BudgetReturns, voucher.PoolId, voucher.Amount));

    /// <summary>Lapsed money paid back: Dr what is due back / Cr money account.</summary>
    public static Result<JournalEntry> BudgetReturn(SealedVoucher voucher) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.BudgetReturn), Pair(Accounts.BudgetReturns, voucher.MoneyAccount, voucher.PoolId, voucher.Amount));

    /// <summary>The negative of <paramref name="original"/>, the money moving on the voucher's account.</summary>
    public static Result<JournalEntry> Reversal(SealedVoucher voucher, JournalEntry original) =>
        original.Reverse(
            HeadOf(voucher, EntryKind.Reversal) with
            {
                DisbursementId = original.Head.DisbursementId, DisbursementLine = original.Head.DisbursementLine,
            },
            voucher.MoneyAccount);

    /// <summary>Written by hand: the lines of the adjustment, as they were asked for.</summary>
    public static Result<JournalEntry> Adjustment(SealedVoucher voucher, SealedAdjustment adjustment)
    {
        var postings = new Posting[adjustment.AccountCodes.Length];
        for (var i = 0; i < postings.Length; i++)
        {
            if (Words<Side>.Parse(adjustment.Sides[i]) is not { } side) return new EntryWordUnknown(nameof(Side), adjustment.Sides[i]);
            postings[i] = new Posting(adjustment.AccountCodes[i], adjustment.PoolIds[i], side, new Money(adjustment.Amounts[i]));
        }

        return JournalEntry.Create(HeadOf(voucher, EntryKind.Adjustment) with { Date = adjustment.AdjustedOn }, postings);
    }

    /// <summary>Goods received or valued: Dr goods / Cr fund balance in goods, by what their lots are worth.</summary>
    public static Result<JournalEntry> GoodsIn(SealedVoucher voucher, EntryKind kind, SealedGoods goods) =>
        JournalEntry.Create(HeadOf(voucher, kind), Pair(Accounts.Goods, Accounts.GoodsBalance, goods.PoolId, goods.Value));

    /// <summary>Goods that are gone: Dr fund balance in goods / Cr goods.</summary>
    public static Result<JournalEntry> GoodsLost(SealedVoucher voucher, SealedGoods goods) =>
        JournalEntry.Create(
            HeadOf(voucher, EntryKind.GoodsLoss), Pair(Accounts.GoodsBalance, Accounts.Goods, goods.PoolId, -goods.Value));

    /// <summary>Goods given to one child: the same, under the line's norm.</summary>
    public static Result<JournalEntry> GoodsIssued(
        SealedVoucher voucher, SealedRequest request, SealedRequestLine line, SealedGoods goods)
    {
        var head = HeadOf(voucher, EntryKind.GoodsIssue) with { DisbursementLine = line.LineNo };
        var postings = Pair(Accounts.GoodsBalance, Accounts.Goods, request.PoolId, -goods.Value);
        var support = SupportOf(request, line);
        return JournalEntry.Create(head, [.. postings.Select(posting => posting with { Support = support })]);
    }

    /// <summary>What a child did not get comes back: Dr goods / Cr fund balance in goods, under the line's norm.</summary>
    public static Result<JournalEntry> GoodsReturned(
        SealedVoucher voucher, SealedRequest request, SealedRequestLine line, SealedGoods goods)
    {
        var head = HeadOf(voucher, EntryKind.GoodsReturn) with { DisbursementLine = line.LineNo };
        var support = SupportOf(request, line);
        var postings = Pair(Accounts.Goods, Accounts.GoodsBalance, request.PoolId, goods.Value);
        return JournalEntry.Create(head, [.. postings.Select(posting => posting with { Support = support })]);
    }

    /// <summary>A request reserves its money: Dr committed / Cr control, on the day it was made.</summary>
    public static Result<JournalEntry> Commitment(SealedRequest request, byte[] contentHash) =>
        JournalEntry.Create(
            HeadOf(request, EntryKind.Commitment, request.RequestedOn, contentHash),
            Pair(Accounts.Committed, Accounts.CommitmentControl, request.PoolId, request.Money));

    /// <summary>A request that is rejected or paid gives its reservation back: Dr control / Cr committed, on that day.</summary>
    public static Result<JournalEntry> Release(SealedRequest request, byte[] contentHash, LocalDate on) =>
        JournalEntry.Create(
            HeadOf(request, EntryKind.Release, on, contentHash),
            Pair(Accounts.CommitmentControl, Accounts.Committed, request.PoolId, request.Money));

    /// <summary>A line that has ended, paid or given up, gives its reservation back: Dr control / Cr committed.</summary>
    public static Result<JournalEntry> Release(SealedRequest request, SealedRequestLine line, byte[] contentHash, LocalDate on) =>
        JournalEntry.Create(
            HeadOf(request, EntryKind.Release, on, contentHash) with { DisbursementLine = line.LineNo },
            Pair(Accounts.CommitmentControl, Accounts.Committed, request.PoolId, line.Money));

    private static SupportPosted SupportOf(SealedRequest request, SealedRequestLine line) => new()
    {
        Kind = request.SupportKind, Occasion = request.OccasionCode, OccasionYear = request.OccasionYear, DecisionId = line.DecisionId,
        NormLine = line.LineCode, Beneficiary = line.BeneficiaryCode, Class = line.ClassCode, Unit = line.UnitId,
    };

    private static Posting[] Pair(string debit, string credit, int pool, long amount) =>
        [new Posting(debit, pool, Side.Debit, new Money(amount)), new Posting(credit, pool, Side.Credit, new Money(amount))];

    private static EntryHead HeadOf(SealedVoucher voucher, EntryKind kind) => new(Book.Financial, kind, voucher.VoucherDate)
    {
        Voucher = voucher.Number, DisbursementId = voucher.DisbursementId, ReversesEntryNo = voucher.ReversesEntryNo,
        SourceHash = new Digest(voucher.ContentHash),
    };

    private static EntryHead HeadOf(SealedRequest request, EntryKind kind, LocalDate on, byte[] contentHash) =>
        new(Book.Commitment, kind, on)
        {
            DisbursementId = request.DisbursementId, SourceHash = new Digest(contentHash),
        };
}
