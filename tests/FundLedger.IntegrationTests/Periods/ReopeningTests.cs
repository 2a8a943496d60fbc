using System.Security.Cryptography;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Features.Audit;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Periods;

/// <summary>A closed month is opened again by two persons; its first statement stays what it was. January and February are closed.</summary>
public sealed class ReopeningTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate First = new(2021, 1, 1);
    private static readonly LocalDate Last = new(2021, 2, 28);

    private readonly Ledger ledger = new(cluster);

    private Months Months => new(ledger);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        ledger.Clock.Today = new LocalDate(2021, 3, 4);
        await Months.Closed(1);
        await Months.Closed(2);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task It_takes_two_persons_their_roles_and_a_reason()
    {
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Accountant, Months.AskToReopen(2, "sai số"))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Approver, Months.AskToReopen(2))).Error);
        var asked = (await ledger.Done(TamDuong.Accountant, Months.AskToReopen(2))).Request;
        Assert.IsType<ReopeningAlreadyAsked>((await ledger.Send(TamDuong.SecondAccountant, Months.AskToReopen(2))).Error);
        Assert.IsType<ReopenerIsRequester>((await ledger.Send(TamDuong.AccountantsOtherAccount, Months.Approve(asked))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.SecondAccountant, Months.Approve(asked))).Error);
        Assert.IsType<ReopeningNotAsked>((await ledger.Send(TamDuong.Approver, Months.Approve(1))).Error);
        await ledger.Done(TamDuong.Approver, Months.Approve(asked));
        Assert.IsType<ReopeningDecided>((await ledger.Send(TamDuong.SecondApprover, Months.Approve(asked))).Error);
        await Receive(300_000, Last);
    }

    [Fact]
    public async Task Only_the_month_that_was_closed_last_is_reopened_and_none_while_another_is_closing()
    {
        Assert.IsType<MonthNotReopenable>((await ledger.Send(TamDuong.Accountant, Months.AskToReopen(1))).Error);
        await Months.Reopened(2);
        await Months.Reopened(1);
        Assert.IsType<MonthNotReopenable>((await ledger.Send(TamDuong.Accountant, Months.AskToReopen(1))).Error);
        Assert.IsType<MonthNotNext>((await ledger.Send(TamDuong.Accountant, Months.Close(2))).Error);
        Assert.Equal(2, (await Months.Closed(1)).Version);
        await Months.Started(2);
        Assert.IsType<MonthNotReopenable>((await ledger.Send(TamDuong.Accountant, Months.AskToReopen(1))).Error);
        Assert.Equal(2, (await Months.Closed(2)).Version);
    }

    [Fact]
    public async Task A_rejected_request_leaves_the_month_closed_and_another_may_be_made()
    {
        var asked = await ledger.Done(TamDuong.Accountant, Months.AskToReopen(2));
        var rejection = new RejectReopening(Given.Fund, Guid.NewGuid(), asked.Request, "Sửa bằng bút toán đảo ở tháng 3");
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Approver, rejection with { Reason = "không cần" })).Error);
        Assert.IsType<ReopeningNotAsked>((await ledger.Send(TamDuong.Approver, rejection with { Key = Guid.NewGuid(), Request = 1 })).Error);
        Assert.IsType<ReopenerIsRequester>(
            (await ledger.Send(TamDuong.AccountantsOtherAccount, rejection with { Key = Guid.NewGuid() })).Error);
        await ledger.Done(TamDuong.Approver, rejection);
        Assert.IsType<ReopeningDecided>((await ledger.Send(TamDuong.SecondApprover, rejection with { Key = Guid.NewGuid() })).Error);
        Assert.IsType<ReopeningDecided>((await ledger.Send(TamDuong.Approver, Months.Approve(asked.Request))).Error);
        Assert.Equal(PeriodState.Closed, (await ledger.Done(TamDuong.Auditor, new ListPeriods(Given.Fund)))[1].State);
        await ledger.Done(TamDuong.SecondAccountant, Months.AskToReopen(2));
    }

    [Fact]
    public async Task The_old_statement_keeps_its_bytes_and_the_new_closing_makes_the_next_version()
    {
        var before = await Hashes(null);
        Assert.Equal(before, await Hashes(1));
        await Months.Reopened(2);
        Assert.Equal(before, await Hashes(1));
        Assert.False((await Statement(null)).Figures.Seal.IsClosed);
        await Receive(300_000, Last);
        Assert.Equal(before, await Hashes(1));
        Assert.Equal(new Money(5_300_000), (await Statement(null)).Received);
        ledger.Clock.Today = new LocalDate(2021, 3, 9);
        await Months.Closed(2);
        Assert.Equal(before, await Hashes(1));
        Assert.Equal((5_000_000, 5_300_000), ((await Statement(1)).Received.Dong, (await Statement(2)).Received.Dong));
        var after = await Hashes(2);
        Assert.DoesNotContain(after, file => before.Contains(file));
        Assert.Equal(after, await Hashes(null));
        Assert.IsType<StatementVersionUnknown>((await ledger.Send(TamDuong.Auditor, Question(3))).Error);
    }

    [Fact]
    public async Task The_digest_of_each_closing_is_sealed_and_the_verification_computes_it_again()
    {
        await Months.Reopened(2);
        await Receive(300_000, Last);
        var closing = await Months.Closed(2);
        var february = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, new LocalDate(2021, 2, 1), Last));
        Assert.Equal(closing.Digest, february.Digest);
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.DoesNotContain(verification.Passes, pass => pass.State == PassState.Wrong);
        Assert.Equal(3, verification.Passes.Single(pass => pass.Name == "statements").Records);
    }

    private Task<ReceiptRecorded> Receive(long amount, LocalDate on) => ledger.Given.Receipt("CHUNG", amount, on: on);

    private static GetFundStatement Question(int? version) => new(Given.Fund, First, Last) { Version = version };

    private Task<FundStatement> Statement(int? version) => ledger.Done(TamDuong.Auditor, Question(version));

    private async Task<IReadOnlyList<string>> Hashes(int? version)
    {
        var hashes = new List<string>();
        // A proof holds the log up to the latest checkpoint, and so grows with it.
        foreach (var format in Enum.GetValues<ExportFormat>().Except([ExportFormat.Proof]))
        {
            await using var file = await ledger.Done(
                TamDuong.Auditor, new ExportFund(Given.Fund, First, Last, format, PaperLanguage.Vietnamese) { Version = version });
            hashes.Add($"{file.Name} {Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Content, Ledger.Token))}");
        }

        return hashes;
    }
}
