namespace FundLedger.IntegrationTests.Rights;

public sealed class RightsPaperTests
{
    [Fact]
    public Task The_document_says_what_the_table_says() => Documented.MatchesAsync("rights.md", RightsPaper.Write());
}
