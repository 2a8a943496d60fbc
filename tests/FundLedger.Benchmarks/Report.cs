using System.Globalization;
using System.Text;

namespace FundLedger.Benchmarks;

/// <summary>Medians over the rounds, as Markdown that can be pasted into docs/performance.md.</summary>
internal sealed class Report
{
    private readonly StringBuilder text = new();
    private readonly Dictionary<(string What, int Clients), List<Measured>> rounds = [];

    public int Errors { get; private set; }

    public void Add(Measured measured)
    {
        var row = (measured.What, measured.Clients);
        if (!rounds.TryGetValue(row, out var list)) rounds[row] = list = [];
        list.Add(measured);
        Errors += measured.Errors;
        Console.Error.WriteLine(Invariant($"{measured.What}, {measured.Clients}: {measured.EntriesPerSecond:0}/s"));
    }

    public void Broken(string what, long count)
    {
        if (count > 0) Errors++;
        Line(Invariant($"Figures that do not agree afterwards, {what}: {count}"));
    }

    public void Line(string line)
    {
        Console.WriteLine(line);
        text.Append(line).Append('\n');
    }

    /// <summary>One row per scenario and number of clients, with its ratio to the yardsticks of the same number of clients.</summary>
    public void Table(string first, string second, Func<string, string> secondOf)
    {
        Line(Invariant($"| | clients | entries/s | p50 / p95 ms | server ms | client ms | of {first} | of {second} |"));
        Line("|---|---|---|---|---|---|---|---|");
        foreach (var ((what, clients), list) in rounds.OrderBy(row => row.Key.Clients))
        {
            var rate = Rate(what, clients);
            var cpu = list.Any(round => round.ServerCpu > TimeSpan.Zero);
            var latency = list[0].Milliseconds.Count > 0
                ? Invariant($"{Median(list.Select(r => r.Percentile(.5))):0.0} / {Median(list.Select(r => r.Percentile(.95))):0.0}")
                : "";
            var server = cpu ? Invariant($"{Median(list.Select(r => r.ServerEach)):0.000}") : "";
            var client = cpu ? Invariant($"{Median(list.Select(r => r.ClientEach)):0.000}") : "";
            Line(Invariant($"| {what} | {clients} | {rate:#,0} | {latency} | {server} | {client} | {Ratio(rate, first, clients)} | ")
                + $"{Ratio(rate, secondOf(what), clients)} |");
        }

        Line("");
        rounds.Clear();
    }

    public Task WriteAsync(string file, CancellationToken token) => File.WriteAllTextAsync(file, text.ToString(), token);

    public static string Invariant(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private string Ratio(double rate, string yardstick, int clients) =>
        rounds.ContainsKey((yardstick, clients)) ? Invariant($"{rate / Rate(yardstick, clients):0.00}") : "";

    private double Rate(string what, int clients) => Median(rounds[(what, clients)].Select(round => round.EntriesPerSecond));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
