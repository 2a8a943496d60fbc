using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>
/// Ten children are to get 300,000 đồng each; the commune takes the money in advance and hands it out. The use cases of advances do not
/// exist yet: their entries are posted through the one door, which must let this story pass and count it rightly at every step.
/// </summary>
public sealed class WorkedExampleTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string SignInSql =
        "SELECT set_config('app.actor', 'ketoan', false), set_config('app.now', '2021-01-04T12:00:00+07:00', false)";

    private const string AdvanceSql = """
        SELECT post_entries(jsonb_populate_record(NULL::journal_entries, jsonb_build_object('fund_id', f.fund_id, 'book', 'financial',
                'entry_date', '2021-01-04', 'kind', @Kind, 'disbursement_id', @Id, 'request_key', @Key)),
            ARRAY[posting_line(1, 1, @Debit, 1, 'debit', @Amount), posting_line(1, 2, @Credit, 1, 'credit', @Amount)])
        FROM funds f WHERE f.code = @Fund
        """;

    private const string ReleaseSql = """
        SELECT post_entries(commitment_of_disbursement(f.fund_id, @Id, 'release', @Key),
            ARRAY[posting_line(1, 1, 'commitment_control', 1, 'debit', @Amount), posting_line(1, 2, 'committed', 1, 'credit', @Amount)])
        FROM funds f WHERE f.code = @Fund
        """;

    private const string SettleSql = """
        SELECT post_entries(entry_of(v, 'disbursement', @Key), ARRAY(
                SELECT ROW(NULL, NULL, l.line_no, x.side_no, x.account, 1, x.side, l.amount, NULL, d.support_kind, d.occasion_code,
                    d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings
                FROM disbursement_lines l JOIN disbursements d USING (fund_id, disbursement_id)
                CROSS JOIN (VALUES (1, 'fund_balance', 'debit'), (2, 'advances', 'credit')) x(side_no, account, side)
                WHERE l.fund_id = v.fund_id AND l.disbursement_id = @Id AND l.line_no <= @Children ORDER BY l.line_no, x.side_no),
            ARRAY(SELECT generate_series(1, @Children)))
        FROM funds f, write_voucher(jsonb_populate_record(NULL::vouchers, jsonb_build_object('fund_id', f.fund_id, 'voucher_type', 'PC',
            'voucher_date', '2021-01-04', 'amount', @Amount, 'money_account', 'advances', 'pool_id', 1, 'disbursement_id', @Id)),
            'Cán bộ xã Bình Lư', NULL, 'Thanh toán tạm ứng', NULL) v
        WHERE f.code = @Fund
        """;

    private const string StateSql = """
        SELECT b.liquid, b.committed, m.balance AS cash,
            (SELECT coalesce(sum(posting_signed(side, amount)), 0)::bigint FROM postings p WHERE p.fund_id = f.fund_id
                AND account_code = 'advances') AS advance
        FROM funds f JOIN pool_balances b USING (fund_id) JOIN money_balances m USING (fund_id)
        WHERE f.code = @Fund AND m.account_code = 'cash'
        """;

    private const string StatementSql = """
        SELECT sum(amount) FILTER (WHERE kind = 'receipt')::bigint AS received,
            sum(amount) FILTER (WHERE kind <> 'receipt')::bigint AS used,
            -sum(posting_signed(side, amount))::bigint AS closing,
            (SELECT count(*) FROM (SELECT beneficiary_code FROM postings p WHERE p.fund_id = f.fund_id AND account_code = 'fund_balance'
                AND beneficiary_code IS NOT NULL GROUP BY 1 HAVING sum(p.amount) > 0) c) AS children
        FROM funds f JOIN journal_entries e USING (fund_id) JOIN postings USING (fund_id, book, entry_no)
        WHERE f.code = @Fund AND account_code = 'fund_balance' GROUP BY f.fund_id
        """;

    private sealed record State
    {
        public long Liquid { get; init; }

        public long Committed { get; init; }

        public long Cash { get; init; }

        public long Advance { get; init; }
    }

    private sealed record Statement
    {
        public long Received { get; init; }

        public long Used { get; init; }

        public long Closing { get; init; }

        public long Children { get; init; }
    }

    [Fact]
    public async Task A_gift_is_advanced_handed_out_returned_in_part_and_reversed_for_one_wrong_child()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        await StandsAt(5_000, 0, 5_000, 0);
        var id = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(10));
        await StandsAt(5_000, 3_000, 5_000, 0);
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
        await Advance("advance", "advances", "cash", 3_000_000, id);
        await StandsAt(5_000, 3_000, 2_000, 3_000);
        await Post(ReleaseSql, new { Amount = 2_700_000L, Id = id, Key = Guid.NewGuid(), Given.Fund });
        await Post(SettleSql, new { Children = 9, Amount = 2_700_000L, Id = id, Key = Guid.NewGuid(), Given.Fund });
        await StandsAt(2_300, 300, 2_000, 300);
        await Advance("advance_return", "cash", "advances", 300_000, id);
        await Post(ReleaseSql, new { Amount = 300_000L, Id = id, Key = Guid.NewGuid(), Given.Fund });
        await StandsAt(2_300, 0, 2_300, 0);
        // Receipt 1, advance 2, then the children: entry 5 is the third child's.
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), 5, ledger.Clock.Today, "cash", "Chi nhầm trẻ, đã thu hồi"));
        await StandsAt(2_600, 0, 2_600, 0);
        var statement = await ledger.Ask<Statement>(StatementSql, new { Given.Fund });
        Assert.Equal((5_000_000, 2_400_000, 2_600_000, 8), (statement.Received, statement.Used, statement.Closing, statement.Children));
    }

    private async Task StandsAt(long liquid, long committed, long cash, long advance)
    {
        var state = await ledger.Ask<State>(StateSql, new { Given.Fund });
        Assert.Equal((liquid * 1000, committed * 1000, cash * 1000, advance * 1000),
            (state.Liquid, state.Committed, state.Cash, state.Advance));
    }

    private Task Advance(string kind, string debit, string credit, long amount, long id) => Post(
        AdvanceSql, new { Kind = kind, Debit = debit, Credit = credit, Amount = amount, Id = id, Key = Guid.NewGuid(), Given.Fund });

    private async Task Post(string sql, object parameters) =>
        Assert.Null(await Ledger.Refusal(ledger.Database.Owner, string.Join(";\n", SignInSql, sql), parameters));
}
