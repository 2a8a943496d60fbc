using NodaTime;

namespace FundLedger.Domain;

/// <summary>The calendar date of an instant where the funds are: Asia/Ho_Chi_Minh (UTC+7, no daylight saving).</summary>
public static class BusinessDate
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];

    public static LocalDate Of(Instant instant) => instant.InZone(Zone).Date;

    public static LocalDateTime TimeOf(Instant instant) => instant.InZone(Zone).LocalDateTime;
}
