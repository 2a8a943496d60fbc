using System.Threading.RateLimiting;

namespace FundLedger.Web.SignIn;

/// <summary>How often a password may be tried, whether or not the account exists.</summary>
internal sealed class SignInLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> perAddress = Limiter(tries: 60);
    private readonly PartitionedRateLimiter<string> perAccount = Limiter(tries: 10);

    public bool MayTry(string address, string normalizedUserName)
    {
        using var fromAddress = perAddress.AttemptAcquire(address);
        using var onAccount = perAccount.AttemptAcquire(normalizedUserName);
        return fromAddress.IsAcquired && onAccount.IsAcquired;
    }

    public void Dispose()
    {
        perAddress.Dispose();
        perAccount.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = tries,
            Window = TimeSpan.FromMinutes(5),
            SegmentsPerWindow = 5,
        }));
}
