using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>The last look before money goes: what is paid is what was asked and approved, and what is over reserves nothing.</summary>
public sealed class PaidAsApprovedTests(Books books) : IClassFixture<Books>
{
    // Only a superuser can switch the guards off; then they are on again and the payment comes as it always does.
    private const string ChangedSql = """
        SET LOCAL session_replication_role = replica;
        UPDATE disbursement_lines SET beneficiary_code = @Other WHERE fund_id = @Fund AND disbursement_id = @Approved;
        SET LOCAL session_replication_role = origin;
        SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)
        """;

    private const string RejectSql = "SELECT reject_disbursement(@Fund, @Waiting, @Key, 'Không đúng đối tượng')";
    private const string PaySql = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)";

    // Promises made up for this test: each names what is not as it should be afterwards.
    private const string ReservedSql = """
        SELECT refuse('still_reserved', committed::text) FROM pool_balances WHERE fund_id = @Fund AND committed <> 0 AND pool_id = @Pool
        """;

    private const string UsedSql =
        "SELECT refuse('still_used', beneficiary_code) FROM norm_usage_totals WHERE beneficiary_code = ANY (@Children) AND used <> 0";

    [Fact]
    public async Task A_request_that_a_superuser_changed_after_its_approval_is_not_paid()
    {
        var superuser = books.As(books.Ledger.Database.Administrator, TamDuong.Cashier);
        var parameters = new { books.Fund, books.Approved, books.Ledger.Clock.Today, Key = Guid.NewGuid(), Other = books.Poor[2] };
        Refused(await superuser.RefusalAsync(ChangedSql, parameters), BrokenCheck, "paid_as_approved");
    }

    [Fact]
    public async Task What_is_rejected_or_paid_reserves_nothing()
    {
        Assert.Null(await AfterAsync(TamDuong.Approver, RejectSql, Tet));
        Assert.Null(await AfterAsync(TamDuong.Cashier, PaySql, General));
    }

    /// <summary>Before the step the pool's only request reserves its total; after it nothing of that is left, nor of the norm if rejected.</summary>
    private async Task<PostgresException?> AfterAsync(string actor, string step, int pool)
    {
        string[] children = step == RejectSql ? books.Poor[..2] : [];
        var parameters = new { Pool = pool, Children = children };
        Refused(await books.AsOwner(ReservedSql, parameters, actor), BrokenCheck, "still_reserved");
        return await books.AsOwner(string.Join(";\n", step, ReservedSql, UsedSql), parameters, actor);
    }
}
