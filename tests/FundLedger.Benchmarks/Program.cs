using System.Globalization;
using FundLedger.Benchmarks;

// dotnet run -c Release --project tests/FundLedger.Benchmarks -- [--seconds N] [--all] [--largest POSTINGS] [--out FILE]
//                                                     or -- verify [entries], or -- reads POSTINGS, or -- books
if (args is ["verify", ..])
{
    var entries = args.Length > 1 && int.TryParse(args[1], out var wanted) && wanted > 1 ? wanted : 300_000;
    return await VerifySuite.RunAsync(entries, CancellationToken.None);
}

if (args is ["reads", var postings] && long.TryParse(postings, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    return await Suite.ReadAsync(count, CancellationToken.None);
}

if (args is ["books"]) return await Suite.BooksAsync(CancellationToken.None);

var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--seconds"] = "3", ["--largest"] = "0" };
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--all") options["--largest"] = "10000000";
    else if (args[i] is "--seconds" or "--largest" or "--out" && i + 1 < args.Length) options[args[i]] = args[++i];
    else return await RefuseAsync();
}

if (!int.TryParse(options["--seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1
    || !long.TryParse(options["--largest"], NumberStyles.None, CultureInfo.InvariantCulture, out var largest))
{
    return await RefuseAsync();
}

return await Suite.RunAsync(TimeSpan.FromSeconds(seconds), largest, options.GetValueOrDefault("--out"), CancellationToken.None);

static async Task<int> RefuseAsync()
{
    await Console.Error.WriteLineAsync("Usage: [--seconds N] [--all | --largest POSTINGS] [--out FILE]");
    return 2;
}
