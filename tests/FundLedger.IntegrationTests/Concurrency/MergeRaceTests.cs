using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>A merge that meets requests, approvals and payments of either code: one after the other, never a deadlock, never above the norm.</summary>
public sealed class MergeRaceTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const int Rounds = 6;

    // Paid lines that a use of a norm stands for, by child under whatever code, norm and occasion.
    private const string AboveSql = """
        SELECT count(*) FROM (
            SELECT (codes_of_child(u.beneficiary_code))[1], u.usage_key FROM norm_usages u
            JOIN disbursements d USING (fund_id, disbursement_id)
            WHERE u.delta = 1 AND u.allowed < 32767 AND d.status = 'paid'
            GROUP BY 1, 2 HAVING count(*) > max(u.allowed)) above
        """;

    private const string PaidSql = """
        SELECT count(*) FROM disbursement_lines JOIN disbursements USING (fund_id, disbursement_id)
        WHERE beneficiary_code = ANY (@children) AND status = 'paid'
        """;

    [Fact]
    public async Task A_merge_comes_before_or_after_a_payment_and_the_norm_holds_for_both_codes()
    {
        var pool = await PoolAsync("RACE1");
        for (var round = 0; round < Rounds; round++)
        {
            var children = await ledger.Given.Children(2);
            var (first, second) = (await ledger.Given.Approved(pool, children[0]), await ledger.Given.TetGifts(pool, children[1]));
            var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), second, await ledger.Given.ContentHash(second), true);
            await Task.WhenAll(
                Answered(TamDuong.Officer, Merge(children[0], children[1])), Answered(TamDuong.Cashier, ledger.Given.Payment(first)),
                Answered(TamDuong.Approver, approval));
            await Answered(TamDuong.Cashier, ledger.Given.Payment(second));
            Assert.Equal(children[1], await ledger.Ask<string>("SELECT merged_into(@Code)", new { Code = children[0] }));
            Assert.InRange(await ledger.Ask<long>(PaidSql, new { children }), 0, 1);
            Assert.Equal(0, await ledger.Ask<long>(AboveSql));
        }
    }

    [Fact]
    public async Task A_merge_comes_before_or_after_a_request_for_either_code()
    {
        var pool = await PoolAsync("RACE2");
        for (var round = 0; round < Rounds; round++)
        {
            var children = await ledger.Given.Children(2);
            await Task.WhenAll(
                Answered(TamDuong.Officer, Merge(children[1], children[0])),
                Answered(TamDuong.Accountant, Given.TetRequest(pool, children[0])),
                Answered(TamDuong.Accountant, Given.TetRequest(pool, children[1])),
                Answered(TamDuong.Officer, Merge(children[0], children[1])));
            var merged = await ledger.List<string>("SELECT merged_into(c) FROM unnest(@children) c", new { children });
            Assert.Single(merged.OfType<string>());
        }
    }

    private async Task<Error?> Answered<T>(string user, MediatR.IRequest<Result<T>> request) => (await ledger.Send(user, request)).Error;

    private static MergeChildren Merge(string merged, string kept) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), merged, kept, "Cùng một giấy khai sinh");

    private async Task<string> PoolAsync(string code)
    {
        var pool = await ledger.Given.Pool(code);
        await ledger.Given.Receipt(pool, 50_000_000);
        return pool;
    }
}
