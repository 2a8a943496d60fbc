using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Testing;
using MediatR;

namespace FundLedger.Benchmarks;

/// <summary>How often each use case waits for the server.</summary>
internal sealed class Trips(BenchLedger ledger)
{
    private const string ChildSql = "SELECT min(beneficiary_code) FROM beneficiaries";

    public async Task<IReadOnlyList<(string UseCase, int Trips)>> CountAsync(CancellationToken token)
    {
        await using var counter = new RoundTripCounter(ledger.Application);
        await using var application = ledger.Build(counter.Connection);
        var counted = new List<(string, int)>();
        var fund = BenchLedger.Funds[0];
        var today = ledger.Clock.Today;
        await SendAsync("ketoan", Scenarios.Receipt(fund, today));
        var receipt = await CountOneAsync("RecordReceipt", "ketoan", Scenarios.Receipt(fund, today));
        var transfer = Scenarios.Receipt(fund, today) with { BankReference = "TRIP-1" };
        await CountOneAsync("RecordReceipt with a bank reference", "ketoan", transfer);
        var child = await ledger.AskAsync<string>(ChildSql, token);
        var asked = await CountOneAsync(
            "RequestHolidayGifts", "ketoan", new RequestHolidayGifts(fund, Guid.NewGuid(), "CHUNG", "june1", 2022, [new GiftLine(child)])
            {
                Papers = SamplePapers.Of("D-02"),
            });
        var seen = await ledger.AskAsync<string>(Scenarios.SeenSql, token);
        await CountOneAsync("ApproveDisbursement", "duyet", new ApproveDisbursement(fund, Guid.NewGuid(), asked.Id, seen, true));
        await CountOneAsync("PayDisbursement", "thuquy", new PayDisbursement(fund, Guid.NewGuid(), asked.Id, today, "cash", "Cán bộ xã"));
        var reversal = new ReverseEntry(fund, Guid.NewGuid(), receipt.EntryNo, today, "cash", "Thử đếm lượt");
        await CountOneAsync("ReverseEntry", "ketoan", reversal);
        await CountOneAsync("ListChildren", "ketoan", new ListChildren(fund));
        return counted;

        Task<Result<T>> SendAsync<T>(string user, IRequest<Result<T>> request) => BenchLedger.SendAsync(application, user, request, token);

        async Task<T> CountOneAsync<T>(string name, string user, IRequest<Result<T>> request)
        {
            Result<T>? answer = null;
            counted.Add((name, await counter.CountAsync(async () => answer = await SendAsync(user, request))));
            return answer!.Value;
        }
    }
}
