using FundLedger.Benchmarks;

// dotnet run -c Release --project tests/FundLedger.Benchmarks -- [--seconds N]
var place = Array.IndexOf(args, "--seconds");
var seconds = 3;
if (place >= 0 && (place + 1 >= args.Length || !int.TryParse(args[place + 1], out seconds) || seconds < 1))
{
    await Console.Error.WriteLineAsync("--seconds needs a whole number of at least 1.");
    return 2;
}

return await Suite.RunAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);
