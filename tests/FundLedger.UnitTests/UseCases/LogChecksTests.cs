using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a replay of a log compares record by record: signed heads, roles, and what entries rest on.</summary>
public sealed class LogChecksTests : IDisposable
{
    private static readonly byte[] Head = SHA256.HashData("record 7"u8);
    private static readonly string Text = Convert.ToHexStringLower(Head);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly FundFigures figures = new();

    public LogChecksTests() => figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 1, 4), 5_000_000));

    public void Dispose() => key.Dispose();

    [Fact]
    public void A_checkpoint_that_the_log_still_has_is_right_and_its_key_is_named_where_none_is_known()
    {
        var tallies = new LogTallies(null);
        tallies.Signed.Check(Signed(), Head, figures);
        var pass = tallies.Checkpoints.Close();
        Assert.Equal((PassState.Ok, 3), (pass.State, pass.Records));
        Assert.Equal(
            $"signed by the keys {Signed().KeyFingerprint}: compare them with the ones that their owner tells", pass.Note?.En);
        var known = new LogTallies(key.ExportSubjectPublicKeyInfo());
        known.Signed.Check(Signed(), Head, figures);
        Assert.Equal(new VerifiedPass("checkpoints", 3, PassState.Ok, null, null), known.Checkpoints.Close());
    }

    [Fact]
    public void A_checkpoint_that_is_not_of_this_log_says_what_differs()
    {
        var digest = Convert.ToHexStringLower(figures.TrialDigest("Q106"));
        Assert.Equal("log_hash must be " + Text + ", is empty", Wrong(Signed(), null));
        Assert.Equal("log_hash must be " + Text + ", is 0001", Wrong(Signed(), [0, 1]));
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 1, 4), 1));
        var now = Convert.ToHexStringLower(figures.TrialDigest("Q106"));
        Assert.NotEqual(digest, now);
        Assert.Equal($"trial_digest must be {digest}, is {now}", Wrong(Signed() with { }, Head, digest));
        Assert.Equal("proof must be empty, is signature", Wrong(Signed() with { LogNo = 8 }, Head)?.Replace("checkpoint 8: ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_checkpoint_beyond_the_end_of_the_log_is_compared_with_no_figures()
    {
        var tallies = new LogTallies(key.ExportSubjectPublicKeyInfo());
        tallies.Signed.Check(Signed(), null, figures);
        Assert.Equal(2, tallies.Checkpoints.Close().Records);
    }

    [Fact]
    public void A_role_is_held_from_when_it_was_granted_until_it_was_revoked()
    {
        var roles = new RoleReplay();
        roles.Play(new SealedRoleEvent { Event = "granted", UserName = "duyet", Role = "approver", PersonId = 4 });
        roles.Play(new SealedRoleEvent { Event = "granted", UserName = "duyet", Role = "auditor", PersonId = 4 });
        roles.Play(new SealedRoleEvent { Event = "granted", UserName = "thuquy", Role = "cashier", PersonId = 5 });
        Assert.Equal([("duyet", "approver"), ("duyet", "auditor"), ("thuquy", "cashier")], roles.Held);
        roles.Play(new SealedRoleEvent { Event = "revoked", UserName = "duyet", Role = "auditor", PersonId = 4 });
        roles.Play(new SealedRoleEvent { Event = "disabled", UserName = "thuquy", PersonId = 6, DisabledAt = Instant.FromUtc(2021, 2, 3, 1, 0) });
        Assert.Equal([("duyet", "approver"), ("thuquy", "cashier")], roles.Held);
        Assert.Equal(["duyet", "thuquy"], roles.Accounts.Keys.Order());
        Assert.Equal((6, Instant.FromUtc(2021, 2, 3, 1, 0)), (roles.Accounts["thuquy"].PersonId, roles.Accounts["thuquy"].DisabledAt));
        Assert.Equal("revoked", roles.Accounts["duyet"].Event);
    }

    [Theory]
    [InlineData("receipt", "voucher PT-2021-7")]
    [InlineData("disbursement", "voucher PT-2021-7")]
    [InlineData("reversal", "voucher PT-2021-7")]
    [InlineData("transfer", "voucher PT-2021-7")]
    [InlineData("lapse", "voucher PT-2021-7")]
    [InlineData("budget_return", "voucher PT-2021-7")]
    [InlineData("adjustment", "voucher PT-2021-7")]
    [InlineData("advance", "voucher PT-2021-7")]
    [InlineData("advance_return", "voucher PT-2021-7")]
    [InlineData("goods_receipt", "voucher PT-2021-7")]
    [InlineData("goods_loss", "voucher PT-2021-7")]
    [InlineData("commitment", "request 3")]
    [InlineData("release", "request 3")]
    public async Task An_entry_that_rests_on_nothing_says_what_is_missing(string kind, string missing)
    {
        var documents = await LogDocuments.LoadAsync(null!, 1, [], TestContext.Current.CancellationToken);
        var entry = new SealedEntry { Kind = kind, VoucherType = "PT", VoucherYear = 2021, VoucherNo = 7, DisbursementId = 3 };
        Assert.Equal(new DocumentMissing(missing), documents.Expected(entry)?.Error);
        if (kind == "release") Assert.Equal(new DocumentMissing(missing), documents.Expected(entry with { DisbursementLine = 1 })?.Error);
    }

    [Fact]
    public async Task A_kind_that_no_rule_knows_has_no_entry_that_must_stand_there()
    {
        var documents = await LogDocuments.LoadAsync(null!, 1, [], TestContext.Current.CancellationToken);
        Assert.Null(documents.Expected(new SealedEntry { Kind = "gift" }));
        Assert.Null(documents.Vouchers.Of(new SealedEntry { VoucherType = "PT", VoucherYear = 2021, VoucherNo = 7 }));
        Assert.Null(documents.Vouchers.Of(new SealedEntry()));
        Assert.Null(documents.Vouchers.WordsOf(new SealedVoucher { VoucherType = "PT", VoucherYear = 2021, VoucherNo = 7 }));
    }

    [Theory]
    [InlineData("goods_receipt", true)]
    [InlineData("goods_valuation", true)]
    [InlineData("goods_issue", true)]
    [InlineData("goods_return", true)]
    [InlineData("goods_loss", true)]
    [InlineData("receipt", false)]
    [InlineData("goods", false)]
    public void Entries_of_goods_are_told_by_their_kind(string kind, bool isOfGoods) => Assert.Equal(isOfGoods, GoodsDocuments.IsOf(kind));

    [Fact]
    public void An_entry_of_goods_that_did_not_move_says_so() => Assert.Equal(
        new DocumentMissing("goods of entry 12"),
        GoodsDocuments.None.Expected(new SealedEntry { Kind = "goods_receipt", EntryNo = 12 }, new SealedVoucher(), null, null).Error);

    [Fact]
    public void Each_pass_of_a_replay_has_its_name_and_erased_words_are_counted()
    {
        var tallies = new LogTallies(null);
        Assert.Equal(
            [
                "hash-log", "entries", "documents", "closings", "periods", "pool-balances", "money-balances", "days", "commitments", "roles",
                "references", "checkpoints", "vouchers", "donors", "turnovers",
            ],
            tallies.All.Select(tally => tally.Name));
        Assert.Equal(["pool-balances", "money-balances", "days", "commitments"], tallies.Figures.Select(tally => tally.Name));
        for (var i = 0; i < 1_200; i++) tallies.Vouchers.Note("erased");
        Assert.Equal("1200 vouchers whose words were erased", tallies.Vouchers.Close().Note?.En);
    }

    private string? Wrong(Checkpoint point, byte[]? hash, string? digest = null)
    {
        var tallies = new LogTallies(key.ExportSubjectPublicKeyInfo());
        var signed = digest is null ? point : Sign(point with { TrialDigest = Convert.FromHexString(digest) });
        tallies.Signed.Check(signed, hash, figures);
        return tallies.Checkpoints.Close().FirstWrong?.Sentence.En.Replace("Q106 checkpoint 7: ", "", StringComparison.Ordinal)
            .Replace("Q106 ", "", StringComparison.Ordinal);
    }

    private Checkpoint Signed()
    {
        var tree = new HashTree([HashTree.Leaf("Q106", 7, Head), HashTree.Leaf("Q2", 0, Head)]);
        return Sign(new Checkpoint
        {
            Fund = "Q106", LogNo = 7, LogHash = Head, TrialDigest = figures.TrialDigest("Q106"), MadeAt = Instant.FromUtc(2021, 12, 20, 2, 0),
            TreeSize = 2, TreeIndex = 0, TreeHead = tree.Root, TreePath = tree.Path(0), PublicKey = key.ExportSubjectPublicKeyInfo(),
        });
    }

    private Checkpoint Sign(Checkpoint point) => point with { Signature = key.SignData(point.Content(), HashAlgorithmName.SHA256) };
}
