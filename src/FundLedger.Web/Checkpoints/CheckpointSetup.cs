using FundLedger.Features.Checkpoints;
using FundLedger.Features.Database;

namespace FundLedger.Web.Checkpoints;

/// <summary>The key that signs, and where the checkpoints go.</summary>
internal static class CheckpointSetup
{
    private const string FileName = "anchors.jsonl";
    private const string SentFileName = "anchors.sent";

    public static void AddCheckpoints(this IServiceCollection services, WebSettings settings)
    {
        var folder = DatabaseSettings.FromEnvironment().DataFolder;
        services.AddSingleton(KeyFor(settings, folder));
        services.AddSingleton(new AnchorFile(settings.AnchorFile ?? Path.Combine(folder, FileName)));
        if (settings.AnchorUrl is { } address) services.AddSingleton(PostTo(address, folder));
        services.AddHostedService<CheckpointWorker>();
    }

    private static CheckpointKey KeyFor(WebSettings settings, string folder) => settings.CheckpointKeyFile is { } file
        ? CheckpointKey.Read(file)
        : settings.IsProduction
            ? throw new StartupRefusedException(
                "FUNDLEDGER_CHECKPOINT_KEY is not set: production keeps the key that signs checkpoints in a file of its own.")
            : CheckpointKey.In(folder);

    private static AnchorPost PostTo(string address, string folder) =>
        Uri.TryCreate(address, UriKind.Absolute, out var known) && known is { Scheme: "http" or "https" }
            ? new AnchorPost(new HttpClient { Timeout = TimeSpan.FromSeconds(20) }, known, Path.Combine(folder, SentFileName))
            : throw new StartupRefusedException($"FUNDLEDGER_ANCHOR_URL is '{address}'; it must be an http or https address.");
}
