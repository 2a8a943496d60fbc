namespace FundLedger.IntegrationTests.Audit;

/// <summary>Somebody with every right changes several things at once: each pass that minds says what must be and what is.</summary>
public sealed class ManyForgeriesTests(UncheckedLedger books) : IClassFixture<UncheckedLedger>
{
    [Theory]
    [MemberData(nameof(Deeds.Names), MemberType = typeof(Deeds))]
    public async Task What_was_changed_is_told(string deed) =>
        await Documented.GoldenAsync($"Forged/{deed}", await Told.OfAsync(books.Audited, null, Deeds.All[deed]));

    [Theory]
    [MemberData(nameof(Losses.Names), MemberType = typeof(Losses))]
    public async Task What_was_taken_away_is_told(string deed) =>
        await Documented.GoldenAsync($"Forged/{deed}", await Told.OfAsync(books.Audited, null, Losses.All[deed]));
}
