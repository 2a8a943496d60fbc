using System.Threading.RateLimiting;

namespace FundLedger.Web.Pages.Verify;

/// <summary>How often one address may ask the page that is open to everybody, and how many files are checked at a time.</summary>
internal sealed class VerifyLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> looks;
    private readonly PartitionedRateLimiter<string> files;
    private readonly ConcurrencyLimiter atOnce = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 4 });

    /// <param name="looks">In five minutes, for one address.</param>
    /// <param name="files">The same for files, which take work.</param>
    public VerifyLimits(int looks, int files) => (this.looks, this.files) = (Limiter(looks), Limiter(files));

    public bool MayLook(string address) => Take(looks, address);

    public bool MaySend(string address) => Take(files, address);

    /// <summary>The turn of one file; not acquired when too many wait already. Dispose it.</summary>
    public ValueTask<RateLimitLease> TurnAsync(CancellationToken token) => atOnce.AcquireAsync(1, token);

    public void Dispose()
    {
        looks.Dispose();
        files.Dispose();
        atOnce.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string address)
    {
        using var lease = limiter.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = tries,
            Window = TimeSpan.FromMinutes(5),
            SegmentsPerWindow = 5,
        }));
}
