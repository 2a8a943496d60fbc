using System.Threading.RateLimiting;

namespace FundLedger.Web.SignIn;

/// <summary>How often a password may be tried in five minutes, whether or not the account exists.</summary>
internal sealed class SignInLimits(int triesPerAddress, int triesPerAccount) : IDisposable
{
    private readonly PartitionedRateLimiter<string> perAddress = Limiter(triesPerAddress);
    private readonly PartitionedRateLimiter<string> perAccount = Limiter(triesPerAccount);

    /// <summary>Many people share the demo's few accounts and their printed password, so it is counted more gently.</summary>
    public static SignInLimits For(WebMode mode) => mode == WebMode.Demo
        ? new SignInLimits(triesPerAddress: 600, triesPerAccount: 200)
        : new SignInLimits(triesPerAddress: 60, triesPerAccount: 10);

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
