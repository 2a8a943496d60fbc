using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>Money, days and moments as they are written down, and back.</summary>
public sealed class JsonTests
{
    private sealed record Kept(Money Amount, LocalDate Day, Instant At, DayOfWeek Kind);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var kept = new Kept(new Money(1_500_000), new LocalDate(2021, 2, 3), Instant.FromUtc(2021, 2, 3, 4, 5), DayOfWeek.Monday);
        var text = JsonSerializer.Serialize(kept, Json.Options);
        Assert.Equal("""{"amount":1500000,"day":"2021-02-03","at":"2021-02-03T04:05:00Z","kind":"monday"}""", text);
        Assert.Equal(kept, JsonSerializer.Deserialize<Kept>(text, Json.Options));
    }

    [Fact]
    public void Whoever_writes_in_a_style_of_its_own_writes_values_the_same_way()
    {
        var options = Json.Configure(new JsonSerializerOptions { WriteIndented = false });
        Assert.Equal(4, options.Converters.Count);
        var kept = new Kept(new Money(-7), new LocalDate(2021, 12, 31), Instant.FromUtc(2021, 2, 3, 4, 5, 6), DayOfWeek.Sunday);
        var text = JsonSerializer.Serialize(kept, options);
        Assert.Equal("""{"Amount":-7,"Day":"2021-12-31","At":"2021-02-03T04:05:06Z","Kind":"sunday"}""", text);
        Assert.Equal(kept, JsonSerializer.Deserialize<Kept>(text, options));
    }

    [Theory]
    [InlineData("\"03/02/2021\"")]
    [InlineData("null")]
    public void A_day_is_written_in_one_way_only(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<LocalDate>(text, Json.Options));

    [Theory]
    [InlineData("\"2021-02-03\"")]
    [InlineData("null")]
    public void A_moment_is_written_in_one_way_only(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Instant>(text, Json.Options));
}
