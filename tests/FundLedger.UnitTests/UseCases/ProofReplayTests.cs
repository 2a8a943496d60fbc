using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A proof played without a database: what holds is counted, and the first thing that does not is told.</summary>
public sealed class ProofReplayTests
{
    private static readonly string?[] Moved =
        ["pool_transfer", "1", "1", "1", "2", "400000", "cash", "Bổ sung quà Tết", "12/QĐ-UBND", "2021-01-03", "2021-01-10", "ketoan"];

    [Fact]
    public void Records_that_follow_from_one_another_are_counted_into_figures()
    {
        var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Closed();
        var content = chain.Proof();
        var replay = new ProofReplay(content, ProofChain.Period);
        Assert.Null(replay.Play(chain.Records));
        Assert.Equal((5L, 1L, false), (replay.Records, replay.Entries, replay.IsTooOld));
        Assert.Equal("Quỹ huyện", replay.FundName.Vi);
        var figures = replay.Figures(content.Statement.ToFigures());
        Assert.Equal(new Money(5_000_000), figures.Closing);
        Assert.Equal([("CHUNG", 5_000_000L)], figures.Pools.Select(pool => (pool.Code, pool.Closing.Dong)));
    }

    [Fact]
    public void What_is_written_after_the_seal_is_played_and_not_counted()
    {
        var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Closed();
        var sealedAt = chain.Proof();
        chain.Receipt(2, 700_000);
        var content = sealedAt with { Records = 6, Checkpoint = chain.Anchor() };
        var replay = new ProofReplay(content, ProofChain.Period);
        Assert.Null(replay.Play(chain.Records));
        Assert.Equal((2L, 5_000_000L), (replay.Entries, replay.Figures(content.Statement.ToFigures()).Closing.Dong));
    }

    [Fact]
    public void Records_are_as_many_as_the_proof_names()
    {
        var chain = ProofChain.WithTerms().Closed();
        Assert.Equal("There are more records than the 3 that the proof names.", Flaw(chain, chain.Proof() with { Records = 3 }));
        Assert.Equal("Record 5 is missing.", Flaw(chain, chain.Proof() with { Records = 6 }));
    }

    [Fact]
    public void A_record_with_another_hash_is_named()
    {
        var chain = ProofChain.WithTerms().Closed();
        var records = chain.Records.Select((record, i) => i == 1 ? (record.Text, new byte[32]) : record);
        Assert.Equal(
            "Record 2 does not follow from the record before it.", new ProofReplay(chain.Proof(), ProofChain.Period).Play(records)?.En);
    }

    [Fact]
    public void A_record_tells_its_own_number_and_a_version_that_is_known()
    {
        var chain = new ProofChain();
        var entry = chain.Entry("receipt", 1, ProofChain.Day, ("cash", 1, "debit", 5), ("fund_balance", 1, "credit", 5));
        Assert.Equal("Record 1 says that it is number 7.", Flaw(new ProofChain().Add(entry with { LogNo = 7 })));
        Assert.Equal("Record 1 is of hash version 2, not known here.", Flaw(new ProofChain().Add(entry with { HashVersion = 2 })));
        Assert.Equal("Entry financial/1 has not all its postings.", Flaw(new ProofChain().Add(entry with { LineCount = 3 })));
        var broken = chain.Entry("receipt", 1, ProofChain.Day, ("cash", 1, "debit", 5), ("fund_balance", 1, "credit", 4));
        Assert.Equal(
            $"Entry financial/1: {new EntryUnbalanced(1, 1).Message}", Flaw(new ProofChain().Add(broken)));
    }

    [Fact]
    public void The_seal_of_closed_books_is_the_hash_of_a_closing()
    {
        var open = ProofChain.WithTerms().Receipt(1, 5_000_000);
        Assert.Equal("Record 4 is no closing, but the statement says that the books are closed.", Flaw(open));
        Assert.Null(Flaw(open, open.Proof(isClosed: false)));
        var chain = ProofChain.WithTerms().Closed();
        var content = chain.Proof();
        var seal = content.Statement.Seal with { LogHash = new string('0', 64) };
        Assert.Equal(
            "Record 4 has another hash than the statement's seal.",
            Flaw(chain, content with { Statement = content.Statement with { Seal = seal } }));
    }

    [Fact]
    public void Each_checkpoint_is_of_this_fund_with_this_hash_and_these_balances()
    {
        var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Closed();
        var content = chain.Proof();
        var anchor = content.Checkpoint;
        Assert.Equal("Checkpoint 5 is of another fund.", Flaw(chain, content with { Checkpoint = anchor with { Fund = "Q107" } }));
        Assert.Equal(
            "Record 5 has another hash than was signed.", Flaw(chain, content with { Checkpoint = anchor with { LogHash = new string('0', 64) } }));
        Assert.Equal(
            "The balances after record 5 are others than were signed.",
            Flaw(chain, content with { Checkpoint = anchor with { TrialDigest = new string('0', 64) } }));
        Assert.Equal(
            "Record 5 has another hash than was signed.", Flaw(chain, content with { Printed = anchor with { LogHash = new string('0', 64) } }));
        Assert.Null(Flaw(chain, content with { Checkpoint = anchor with { LogNo = 99, LogHash = new string('0', 64) } }));
    }

    [Fact]
    public void A_checkpoint_that_the_paper_prints_is_the_one_that_was_played()
    {
        var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Closed();
        var content = chain.Proof();
        var anchor = content.Checkpoint;
        var printed = new PrintedCheckpoint(5, anchor.LogHash, anchor.ToCheckpoint().KeyFingerprint, anchor.At);
        var replay = new ProofReplay(content with { Printed = anchor }, ProofChain.Period);
        Assert.False(replay.Has(printed));
        Assert.Null(replay.Play(chain.Records));
        Assert.True(replay.Has(printed));
        Assert.False(replay.Has(printed with { LogNo = 4 }));
        Assert.False(replay.Has(printed with { LogHash = new string('0', 64) }));
        Assert.False(replay.Has(printed with { KeyFingerprint = "0000000000000000" }));
        Assert.False(replay.Has(printed with { MadeAt = printed.MadeAt + Duration.FromSeconds(1) }));
        Assert.False(new ProofReplay(content, ProofChain.Period).Has(printed));
    }

    [Fact]
    public void The_terms_enclosed_are_the_ones_that_were_sealed_last()
    {
        var chain = ProofChain.WithTerms().Closed();
        var content = chain.Proof();
        string?[] other = [.. ProofChain.PoolTerms[..4], "Tên khác", .. ProofChain.PoolTerms[5..]];
        Assert.Equal("The terms of pool 1 are not the sealed ones.", Flaw(chain, content with { Terms = [ProofChain.FundTerms, other] }));
        string?[] fund = [.. ProofChain.FundTerms[..4], "Tên khác", .. ProofChain.FundTerms[5..]];
        Assert.Equal("The terms of fund 1 are not the sealed ones.", Flaw(chain, content with { Terms = [fund] }));
        Assert.Equal("The terms of fund  are not the sealed ones.", Flaw(chain, content with { Terms = [["fund"]] }));
        var renamed = ProofChain.WithTerms().Seal("pool", "1", other).Closed();
        Assert.Equal("The terms of pool 1 are not the sealed ones.", Flaw(renamed));
        Assert.Equal(
            "The terms of a pool cannot be read.",
            Assert.Throws<UnusableContentException>(() => Flaw(chain, content with { Terms = [["pool", "1", "1"]] })).Message);
        Assert.Throws<UnusableContentException>(() => Flaw(chain, content with { Terms = [["pool", "1", "x", .. ProofChain.PoolTerms[3..]]] }));
        Assert.Equal("", new ProofReplay(content with { Terms = [["fund", "1"]] }, ProofChain.Period).FundName.Vi);
    }

    [Fact]
    public void A_transfer_cites_the_decision_that_its_approvers_saw()
    {
        var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(Moved).Closed();
        var content = chain.Proof(true, Moved);
        var replay = new ProofReplay(content, ProofChain.Period);
        Assert.Null(replay.Play(chain.Records));
        var transfer = Assert.Single(replay.Figures(content.Statement.ToFigures()).Transfers);
        Assert.Equal(
            (400_000L, StatementTransfer.Cited("12/QĐ-UBND", new LocalDate(2021, 1, 3))), (transfer.Amount.Dong, transfer.Decision));
        string?[] undecided = [.. Moved[..8], null, null, .. Moved[10..]];
        chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(undecided).Closed();
        replay = new ProofReplay(chain.Proof(true, undecided), ProofChain.Period);
        Assert.Null(replay.Play(chain.Records));
        Assert.Null(Assert.Single(replay.Figures(content.Statement.ToFigures()).Transfers).Decision);
    }

    [Fact]
    public void Money_moves_by_a_transfer_that_says_the_same()
    {
        var without = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Closed();
        Assert.Equal("Entry 2 moves money without a transfer.", Flaw(without));
        var approved = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(Moved, "approved").Closed();
        Assert.Equal("Entry 2 moves money without a transfer.", Flaw(approved, approved.Proof(true, Moved)));
        var posted = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(Moved).Closed();
        Assert.Equal("The terms of transfer 1 are not the sealed ones.", Flaw(posted));
        foreach (var (place, value) in ((int, string)[])[(3, "2"), (4, "1"), (5, "400001"), (5, "-400000"), (5, "x")])
        {
            string?[] other = [.. Moved];
            other[place] = value;
            var chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(other).Closed();
            Assert.Equal("Entry 2 moves other money than transfer 1 says.", Flaw(chain, chain.Proof(true, other)));
        }
    }

    [Fact]
    public void A_proof_of_before_transfers_were_enclosed_is_too_old_only_where_it_lists_one()
    {
        var within = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(Moved).Closed();
        var old = new ProofReplay(within.Proof() with { Version = 1 }, ProofChain.Period);
        Assert.Null(old.Play(within.Records));
        Assert.True(old.IsTooOld);
        foreach (var day in (LocalDate[])[new(2020, 12, 31), new(2021, 2, 1)])
        {
            var outside = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000, day).Posted(Moved).Closed();
            var replay = new ProofReplay(outside.Proof() with { Version = 1 }, ProofChain.Period);
            Assert.Null(replay.Play(outside.Records));
            Assert.False(replay.IsTooOld);
        }
    }

    private static string? Flaw(ProofChain chain, ProofContent? content = null) =>
        new ProofReplay(content ?? chain.Proof(), ProofChain.Period).Play(chain.Records)?.En;
}
