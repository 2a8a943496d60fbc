using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>
/// A superuser who knows the program rewrites history and makes hashes, heads and counters fit. The books alone may look clean then; the
/// checkpoints, signed by a key that is not there, and the anchors outside do not.
/// </summary>
public sealed class AttackTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    private const string Fund = "(SELECT fund_id FROM funds WHERE code = 'Q106')";

    private const string BackupSql = """
        DO $$
        DECLARE t text;
        BEGIN
            CREATE SCHEMA backup;
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE TABLE backup.%I AS TABLE public.%I', t, t);
            END LOOP;
        END $$
        """;

    private const string RestoreSql = """
        DO $$
        DECLARE t text;
        BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'backup' LOOP
                EXECUTE format('DELETE FROM public.%I', t);
                EXECUTE (SELECT format('INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM backup.%I', t,
                        string_agg(quote_ident(attname), ', '), string_agg(quote_ident(attname), ', '), t)
                    FROM pg_attribute
                    WHERE attrelid = format('public.%I', t)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
            END LOOP;
        END $$
        """;

    // The last thing that happened was the opening of a pool: nothing in the books tells of it then.
    private const string DropTailSql = """
        DELETE FROM reference_events WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F});
        DELETE FROM pools WHERE fund_id = {F} AND code = 'CUOI';
        DELETE FROM pool_balances b WHERE NOT EXISTS (SELECT FROM pools p WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id);
        UPDATE fund_heads h SET log_no = h.log_no - 1, log_hash = r.hash FROM sealed_records r
        WHERE h.fund_id = {F} AND r.fund_id = h.fund_id AND r.log_no = h.log_no - 1
        """;

    private const string DropCheckpointsSql =
        "DELETE FROM checkpoints WHERE fund_id = {F} AND log_no > (SELECT log_no FROM fund_heads WHERE fund_id = {F})";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await audited.PutBack();

    [Fact]
    public async Task Honest_books_agree_with_their_anchors()
    {
        var verification = await audited.VerifyWithAnchors();
        Assert.Equal(PassState.Ok, verification.State);
        Assert.True(verification.Passes.Single(pass => pass.Name == "anchors").Records > 10);
    }

    [Theory]
    [InlineData("UPDATE refusals SET message = 'It was allowed.' WHERE fund_id = {F}")]
    [InlineData("UPDATE refusals SET rule_version = '0.9.0, schema 202101010000' WHERE fund_id = {F}")]
    [InlineData("UPDATE refusals SET hash_version = 1, rule_version = NULL WHERE fund_id = {F}")]
    public async Task A_record_changed_with_all_hashes_after_it_computed_again_is_seen_by_the_checkpoint(string attack)
    {
        await Forge(attack);
        await HashesAgain.ComputeAsync(audited);
        var verification = await audited.Verify();
        // The digest of a closed month's statement carries the old hash: an attacker would make it fit as well.
        Assert.DoesNotContain(verification.Passes, pass => pass.Name is not ("checkpoints" or "statements") && pass.State == PassState.Wrong);
        Assert.Equal("log_hash", Wrong(verification, "checkpoints").Field);
        Assert.StartsWith("hash (right up to record ", Wrong(await audited.VerifyWithAnchors(), "anchors").Field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_with_the_checkpoints_taken_away_is_seen_by_the_anchors_alone()
    {
        await Forge("UPDATE refusals SET message = 'It was allowed.' WHERE fund_id = {F}; DELETE FROM checkpoints");
        await HashesAgain.ComputeAsync(audited);
        Assert.DoesNotContain((await audited.Verify()).Passes, pass => pass.Name != "statements" && pass.State == PassState.Wrong);
        var verification = await audited.VerifyWithAnchors();
        Assert.Equal("anchors", Assert.Single(verification.Passes, pass => pass.Name != "statements" && pass.State == PassState.Wrong).Name);
    }

    [Fact]
    public async Task Checkpoints_signed_again_with_another_key_are_not_taken_by_who_knows_the_key()
    {
        await Forge("UPDATE checkpoints SET public_key = set_byte(public_key, 40, 0)");
        Assert.Equal("key", Wrong(await audited.VerifyWithAnchors(), "checkpoints").Found);
    }

    [Fact]
    public async Task A_dropped_tail_with_its_head_set_back_is_seen_by_the_checkpoint_beyond_it()
    {
        var anchors = await Anchored(() => audited.Ledger.Given.Pool("CUOI"));
        await Forge(DropTailSql);
        Assert.Equal("log_hash", Wrong(await audited.Verify(), "checkpoints").Field);
        await Forge(DropCheckpointsSql);
        Assert.DoesNotContain((await audited.Verify()).Passes, pass => pass.State == PassState.Wrong);
        var wrong = Wrong(await audited.Done(new VerifyLedger { Anchors = anchors }), "anchors");
        Assert.Equal("log record", wrong.Kind);
    }

    [Fact]
    public async Task A_fork_is_seen_where_it_leaves_the_anchored_history()
    {
        var anchors = await Anchored(() => audited.Ledger.Given.Pool("CUOI"));
        await Forge(DropTailSql + ";\n" + DropCheckpointsSql);
        await audited.Ledger.Given.Receipt("CHUNG", 1);
        Assert.Equal(PassState.Ok, (await audited.Verify()).State);
        var wrong = Wrong(await audited.Done(new VerifyLedger { Anchors = anchors }), "anchors");
        var forked = anchors.Last(line => line.Fund == "Q106");
        Assert.Equal((forked.LogNo.ToString(System.Globalization.CultureInfo.InvariantCulture), forked.LogHash), (wrong.Number, wrong.Expected));
        Assert.NotNull(wrong.Found);
    }

    [Fact]
    public async Task An_old_backup_put_back_is_seen_by_the_anchors()
    {
        await audited.Forge(BackupSql);
        var anchors = await Anchored(() => audited.Ledger.Given.Receipt("CHUNG", 1_000_000));
        await audited.Forge(RestoreSql + ";\nDROP SCHEMA backup CASCADE");
        Assert.Equal(PassState.Ok, (await audited.Verify()).State);
        var wrong = Wrong(await audited.Done(new VerifyLedger { Anchors = anchors }), "anchors");
        Assert.Equal(("Q106", "log record", null), (wrong.Fund, wrong.Kind, wrong.Found));
    }

    [Theory]
    [InlineData("financial/1", """
        UPDATE postings p SET amount = o.amount FROM postings o WHERE p.fund_id = {F} AND o.fund_id = p.fund_id AND p.book = 'financial'
            AND o.book = 'financial' AND p.line = o.line AND p.entry_no IN (1, 2) AND o.entry_no = 3 - p.entry_no
        """)]
    [InlineData("financial/2", """
        UPDATE journal_entries e SET log_no = -o.log_no, hash = o.hash FROM journal_entries o WHERE e.fund_id = {F} AND o.fund_id = e.fund_id
            AND e.book = 'financial' AND o.book = 'financial' AND e.entry_no IN (1, 2) AND o.entry_no = 3 - e.entry_no;
        UPDATE journal_entries SET log_no = -log_no WHERE fund_id = {F} AND log_no < 0
        """)]
    public async Task Amounts_swapped_and_records_reordered_break_the_chain(string first, string attack)
    {
        await Forge(attack);
        Assert.Equal(first, Wrong(await audited.Verify(), "hash-log").Number);
    }

    private static WrongRecord Wrong(LedgerVerification verification, string pass)
    {
        var wrong = verification.Passes.Single(each => each.Name == pass).FirstWrong;
        Assert.NotNull(wrong);
        return wrong;
    }

    private Task<int> Forge(string sql) => audited.Forge(sql.Replace("{F}", Fund, StringComparison.Ordinal));

    /// <summary>Something happens, is signed and anchored; all anchors.</summary>
    private async Task<IReadOnlyList<AnchorLine>> Anchored(Func<Task> deed)
    {
        await deed();
        await audited.Ledger.Sign();
        var anchors = audited.Anchors.ToList();
        await audited.Ledger.Anchor(audited.Anchors[^1], lines =>
        {
            anchors.AddRange(lines);
            return Task.CompletedTask;
        });
        return anchors;
    }
}
