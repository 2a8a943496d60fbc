using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using static FundLedger.UnitTests.UseCases.ReplayedFund;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A log that is played from its first record: its chain, its numbers, its entries and what follows from them.</summary>
public sealed class FundReplayTests
{
    private static readonly byte[] Other = new byte[32];

    private readonly ReplayedFund fund = new();

    [Fact]
    public async Task A_log_in_order_is_right_and_counted()
    {
        fund.Add(Receipt(1)).Add(Receipt(2, 700_000));
        await fund.Play(1, 2);
        fund.Add(Receipt(3, 300_000) with { LogNo = 3 });
        await fund.Play(3, 3);
        fund.Replay.End(new LogBounds { LogNo = 3, LogHash = fund.Last, Records = 3, Postings = 6 }, new PeriodStateRow());
        Assert.Equal((null, null), (fund.HashLogWrong, fund.EntriesWrong));
        Assert.Equal((5L, 4L, 3L), (Records(fund.Tallies.HashLog), Records(fund.Tallies.Entries), Records(fund.Tallies.Documents)));
        Assert.Equal(6_000_000, fund.Replay.Figures.LiquidOf(1));
        Assert.Equal(PassState.Ok, fund.Tallies.Periods.Close().State);
        Assert.Equal(
            new WrongRecord("Q106", "entry", "financial/1", "document", "voucher PT-2021-1", null), fund.Tallies.Documents.Close().FirstWrong);
        Assert.Equal(("1", "1", "1", "0"), (Named(1), Named(2), Named(3), Named(4)));
    }

    [Fact]
    public async Task A_record_that_is_gone_is_named_and_those_behind_it_are_not()
    {
        fund.Add(Receipt(1)).Add(Receipt(2) with { LogNo = 3 }, Other);
        await fund.Play(1, 3);
        Assert.Equal("Q106 log record 2: log_no must be 2, is empty", fund.HashLogWrong);
        Assert.Equal(2, Records(fund.Tallies.HashLog));
        var cut = new ReplayedFund();
        cut.Add(Receipt(1)).Add(Receipt(2));
        await cut.Play(1, 3);
        Assert.Equal("Q106 log record 3: log_no must be 3, is empty", cut.HashLogWrong);
        cut.Add(Receipt(3) with { LogNo = 4 }, Other);
        await cut.Play(4, 4);
        cut.Replay.Stray(0);
        Assert.Equal("Q106 log record 3: log_no must be 3, is empty", cut.HashLogWrong);
    }

    [Fact]
    public async Task A_number_that_comes_twice_or_cannot_be_is_named()
    {
        fund.Add(Receipt(1)).Add(Receipt(2) with { LogNo = 1 }).Add(Receipt(3) with { LogNo = 2 });
        await fund.Play(1, 2);
        Assert.Equal("Q106 entry financial/2: log_no must be 2, is 1", fund.HashLogWrong);
        var stray = new ReplayedFund();
        await stray.Add(Receipt(1)).Add(Receipt(2)).Play();
        stray.Replay.Stray(-7);
        Assert.Equal("Q106 log record -7: log_no must be 1 to 2, is -7", stray.HashLogWrong);
    }

    [Fact]
    public async Task A_record_with_another_hash_is_named_alone()
    {
        fund.Add(Receipt(1));
        var before = fund.Last;
        fund.Add(Receipt(2), Other).Add(Receipt(3)).Add(Receipt(4));
        await fund.Play();
        var text = new CanonicalText();
        (Receipt(2) with { LogNo = 2, HashVersion = 1 }).Write(text);
        var expected = Convert.ToHexStringLower(HashLog.Next(before, text.Bytes));
        Assert.Equal($"Q106 entry financial/2: hash must be {expected}, is {Convert.ToHexStringLower(Other)}", fund.HashLogWrong);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, "Q106 decision 1/approved: hash_version must be 2, is 3")]
    [InlineData(-1, "Q106 decision 1/approved: hash_version must be 2, is -1")]
    public async Task A_hash_version_is_one_that_was_used(int version, string? wrong)
    {
        await fund.Add(new SealedDecision { DisbursementId = 1, Event = "approved", HashVersion = version }).Play();
        Assert.Equal(wrong, fund.HashLogWrong);
    }

    public static TheoryData<SealedRecord, string> Reasoned => new()
    {
        { new SealedDecision { DisbursementId = 2, Event = "rejected" }, "decision 2/rejected" },
        { new SealedPeriodEvent { Month = new(2021, 1, 1), Event = "reopen_requested" }, "reopen_requested 2021-01" },
        { new SealedTransferEvent { TransferId = 3, Event = "rejected" }, "transfer 3/rejected" },
        { new SealedYearEnd { Year = 2021, PoolId = 2 }, "year end 2021/2" },
    };

    [Theory]
    [MemberData(nameof(Reasoned))]
    public async Task A_reason_is_the_one_that_was_promised_or_was_erased(SealedRecord record, string name)
    {
        byte[] salt = [1, 2, 3];
        var (promised, made) = (HashLog.Commitment(salt, "Chưa đủ hồ sơ"), HashLog.Commitment(salt, "Lý do khác"));
        Assert.Null(await Wrong("Chưa đủ hồ sơ"));
        Assert.Null(await Wrong(null));
        Assert.Equal(
            $"Q106 {name}: reason must be {Convert.ToHexStringLower(made)}, is {Convert.ToHexStringLower(promised)}", await Wrong("Lý do khác"));

        async Task<string?> Wrong(string? reason)
        {
            SealedRecord said = record switch
            {
                SealedDecision one => one with { Reason = reason, ReasonSalt = salt, ReasonCommitment = promised },
                SealedPeriodEvent one => one with { Reason = reason, ReasonSalt = salt, ReasonCommitment = promised },
                SealedTransferEvent one => one with { Reason = reason, ReasonSalt = salt, ReasonCommitment = promised },
                SealedYearEnd one => one with { Reason = reason, ReasonSalt = salt, ReasonCommitment = promised },
                _ => throw new ArgumentException($"{record} has no reason."),
            };
            return (await new ReplayedFund().Add(said).Play()).HashLogWrong;
        }
    }

    [Fact]
    public async Task Entries_are_numbered_in_each_book()
    {
        var reserved = Receipt(1) with { Book = "commitment" };
        await fund.Add(Receipt(1)).Add(reserved).Add(Receipt(2)).Add(Receipt(4)).Play();
        Assert.Equal("Q106 entry financial/4: entry_no must be 3, is 4", fund.EntriesWrong);
    }

    [Fact]
    public async Task An_entry_has_all_its_lines_on_its_own_day_of_an_open_fund()
    {
        Assert.Null(await Wrong(Receipt(1, on: new LocalDate(2021, 1, 15))));
        Assert.Equal("line_count must be 2, is 3", await Wrong(Receipt(1) with { LineCount = 3 }));
        Assert.Equal("entry_date must be from 2021-01-15, is 2021-01-14", await Wrong(Receipt(1, on: new LocalDate(2021, 1, 14))));
        var entry = Receipt(1);
        SealedPosting[] moved = [entry.Postings[0], entry.Postings[1] with { EntryDate = Day.PlusDays(1) }];
        Assert.Equal("posting 2 entry_date must be 2021-01-20, is 2021-01-21", await Wrong(entry with { Postings = moved }));
        SealedPosting[] broken = [entry.Postings[0], entry.Postings[1] with { Amount = 1 }];
        Assert.Equal("debits less credits of pool 1 must be 0, is 4999999", await Wrong(entry with { Postings = broken }));
        Assert.Equal("kind must be a word of the rules, is gift", await Wrong(entry with { Kind = "gift" }));

        static async Task<string?> Wrong(SealedEntry entry)
        {
            var one = new ReplayedFund();
            await one.Add(entry).Play();
            return one.EntriesWrong?["Q106 entry financial/1: ".Length..];
        }
    }

    [Fact]
    public async Task Each_kind_of_record_is_carried_along()
    {
        var january = new LocalDate(2021, 1, 1);
        fund.Add(Receipt(1)).Add(new SealedClosing { Month = january, Version = 1, LastEntryNo = 1, Liquid = 5_000_000 })
            .Add(new SealedStatement { Month = january, Version = 1 }).Add(Receipt(2))
            .Add(new SealedRoleEvent { Event = "granted", UserName = "duyet", Role = "approver", PersonId = 3 })
            .Add(new SealedReference { Subject = "pool", SubjectKey = "1", ContentHash = Other })
            .Add(new SealedReference { Subject = "pool", SubjectKey = "1", ContentHash = [7] })
            .Add(new SealedYearEnd { Year = 2021, PoolId = 1 }).Add(new SealedOpening { Year = 2022, PoolId = 1 })
            .Add(new SealedPeriodEvent { Month = new(2021, 2, 1), Event = "closing", PersonId = 1 });
        await fund.Play();
        Assert.Null(fund.HashLogWrong);
        Assert.Equal(7, Records(fund.Tallies.Closings));
        Assert.Equal("Q106 entry financial/2: entry_date must be after 2021-01-31, is 2021-01-20", fund.Tallies.Closings.Close().FirstWrong?.Sentence.En);
        Assert.Equal(7, Records(fund.Tallies.Periods));
        Assert.Equal([("duyet", "approver")], fund.Replay.Roles.Held);
        Assert.Equal([7], fund.Replay.References[("pool", "1")].ContentHash);
    }

    [Fact]
    public async Task A_signed_head_is_compared_at_its_record()
    {
        fund.Add(Receipt(1)).Add(Receipt(2));
        await fund.Play(1, 2, new Checkpoint { Fund = "Q106", LogNo = 2, LogHash = Other }, new Checkpoint { Fund = "Q106", LogNo = 9 });
        Assert.Equal(3, Records(fund.Tallies.Checkpoints));
        Assert.Equal("Q106 checkpoint 2: proof must be empty, is signature", fund.Tallies.Checkpoints.Close().FirstWrong?.Sentence.En);
    }

    [Fact]
    public async Task The_head_says_where_the_log_ends()
    {
        var right = new LogBounds { LogNo = 1, LogHash = (await fund.Add(Receipt(1)).Play()).Last, Records = 1, Postings = 2 };
        var hash = Convert.ToHexStringLower(fund.Last);
        Assert.Equal((null, null), await At(right));
        Assert.Equal(("log_no must be 1, is 2", null), await At(right with { LogNo = 2 }));
        Assert.Equal(("log_no must be 1, is empty", null), await At(right with { LogNo = null, LogHash = null }));
        Assert.Equal(($"log_hash must be {hash}, is {Convert.ToHexStringLower(Other)}", null), await At(right with { LogHash = Other }));
        Assert.Equal(($"log_hash must be {hash}, is empty", null), await At(right with { LogHash = null }));
        Assert.Equal((null, "Q106 postings Q106: count must be 2, is 3"), await At(right with { Postings = 3 }));

        static async Task<(string?, string?)> At(LogBounds bounds)
        {
            var one = await new ReplayedFund().Add(Receipt(1)).Play();
            one.Replay.End(bounds, new PeriodStateRow());
            return (one.HashLogWrong?["Q106 head Q106: ".Length..], one.EntriesWrong);
        }
    }

    private static long Records(PassTally tally) => tally.Close().Records;

    private string Named(int number) => fund.Papers.Named("PT", 2021).Of(number);
}
