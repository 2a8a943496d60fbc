using FundLedger.Features.Audit;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What the verification does not vouch for is written down with its reason, and nothing else is left out.</summary>
public sealed class ExemptionTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private const string ColumnsSql = """
        SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        """;

    [Fact]
    public async Task Every_table_has_a_pass_or_an_exemption_and_none_has_both()
    {
        var tables = (await audited.Ledger.List<string>(ColumnsSql)).Select(column => column.Split('.')[0]).ToHashSet();
        var whole = Exemptions.All.Where(exemption => exemption.Columns is null).Select(exemption => exemption.Table).ToList();
        Assert.Equal(tables.Order(), CoverageCheck.Compared.Concat(whole).Order());
    }

    [Fact]
    public async Task An_exemption_names_what_exists_and_says_why_in_both_languages()
    {
        var columns = (await audited.Ledger.List<string>(ColumnsSql)).ToHashSet();
        Assert.All(Exemptions.All, exemption =>
        {
            Assert.True(exemption.Reason is { Vi.Length: > 30, En.Length: > 30 }, exemption.Table);
            Assert.All(exemption.Columns ?? [], column => Assert.Contains($"{exemption.Table}.{column}", columns));
            Assert.Contains(columns, column => column.StartsWith(exemption.Table + ".", StringComparison.Ordinal));
        });
    }
}
