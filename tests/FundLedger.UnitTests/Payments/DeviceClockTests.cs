using FundLedger.Domain.Payments;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Payments;

public sealed class DeviceClockTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, 5)]
    [InlineData(-3600, -60)]
    [InlineData(86_400, 1440)]
    public void More_than_five_minutes_off_is_told(int seconds, int? minutes)
    {
        var server = Instant.FromUtc(2021, 2, 5, 3, 0);
        Assert.Equal(minutes, DeviceClock.MinutesOff(server + Duration.FromSeconds(seconds), server));
    }
}
