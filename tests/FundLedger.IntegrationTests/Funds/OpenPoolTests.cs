using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Funds;

public sealed class OpenPoolTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_pool_of_a_source_that_does_not_exist_is_refused_and_not_opened()
    {
        var refused = await ledger.Send(TamDuong.Accountant, Pool("TRANG", "mat_trang"));
        Assert.IsType<PromiseKept>(refused.Error);
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM pools WHERE code = 'TRANG'"));
    }

    [Fact]
    public async Task A_code_names_one_pool_of_a_fund()
    {
        await ledger.Done(TamDuong.Accountant, Pool("MOT", "donation"));
        Assert.IsType<PoolCodeUsed>((await ledger.Send(TamDuong.Accountant, Pool("MOT", "donation"))).Error);
        Assert.IsType<PoolCodeUnusable>((await ledger.Send(TamDuong.Accountant, Pool("một hai", "donation"))).Error);
    }

    [Fact]
    public async Task Only_the_accountant_opens_a_pool() =>
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, Pool("THUQUY", "donation"))).Error);

    private static OpenPool Pool(string code, string source) => new(Given.Fund, Guid.NewGuid(), code, "Nguồn thử", "Test pool", source);
}
