using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using NodaTime;

namespace FundLedger.Features.Setup;

/// <param name="Requested">Day of the request; what follows is asked of <see cref="DemoBatches"/> on later days.</param>
internal sealed record GiftBatch(string Name, string Pool, string Occasion, int Year, LocalDate Requested, IReadOnlyList<string> Children);

/// <summary>Gifts and operations of the demo, step by step through the hands that the law asks for.</summary>
internal sealed class DemoBatches(DemoOffice office, OwnerSession books)
{
    private const string Fund = DemoUsers.District;

    private const string SeenSql = """
        SELECT encode(e.content_hash, 'hex') FROM disbursement_events e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.disbursement_id = @Id AND e.event = 'requested'
        """;

    public async Task<long> RequestAsync(GiftBatch batch, CancellationToken token)
    {
        office.Open(batch.Requested);
        var lines = batch.Children.Select(code => new GiftLine(code)).ToList();
        return (await office.DoneAsync(
            DemoUsers.Accountant, batch.Name,
            id => new RequestHolidayGifts(Fund, id, batch.Pool, batch.Occasion, batch.Year, lines) { Papers = DemoPapers.OfGifts },
            token)).Id;
    }

    public async Task<long> RequestAsync(string name, LocalDate on, Func<Guid, RequestSurgery> request, CancellationToken token)
    {
        office.Open(on);
        return (await office.DoneAsync(DemoUsers.Accountant, name, request, token)).Id;
    }

    public async Task ApproveAsync(string name, long id, LocalDate on, string approver, CancellationToken token)
    {
        office.Open(on);
        var seen = await books.SingleAsync<string>(SeenSql, new { Fund, Id = id }, token);
        await office.DoneAsync(approver, name + "/approve", key => new ApproveDisbursement(Fund, key, id, seen, true), token);
    }

    public async Task RejectAsync(string name, long id, LocalDate on, string reason, CancellationToken token)
    {
        office.Open(on);
        await office.DoneAsync(DemoUsers.SecondApprover, name + "/reject", key => new RejectDisbursement(Fund, key, id, reason), token);
    }

    public async Task PayAsync(string name, long id, LocalDate on, string payee, string content, CancellationToken token)
    {
        office.Open(on);
        await office.DoneAsync(
            DemoUsers.Cashier, name + "/pay",
            key => new PayDisbursement(Fund, key, id, on, "bank", payee) { PayeeAddress = "Huyện Tam Đường", Content = content }, token);
    }
}
