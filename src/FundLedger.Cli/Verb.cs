using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Database;
using FundLedger.Features.Pipeline;

namespace FundLedger.Cli;

/// <summary>One call of a verb: what was typed, and how to answer.</summary>
internal sealed class Verb(ParseResult parsed, CliHost host)
{
    private static readonly JsonSerializerOptions JsonOptions = new(Json.Options)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new VoucherNumberText() },
    };

    public required bool IsJson { get; init; }

    public required bool IsEnglish { get; init; }

    /// <summary>The user as whom to read; null for the auditor.</summary>
    public required string? Actor { get; init; }

    public CliHost Host => host;

    public DatabaseSettings Settings => DatabaseSettings.From(host.Variable, Directory.GetCurrentDirectory());

    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    public string In(string vietnamese, string english) => IsEnglish ? english : vietnamese;

    public string In(Wording? words) => words is null ? "" : In(words.Vi, words.En);

    public string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', IsEnglish ? ',' : '.');

    /// <summary>Answers: the value for machines, the lines for people.</summary>
    public int Answer(int exitCode, object value, params IEnumerable<string> lines)
    {
        if (IsJson)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(value, JsonOptions));
            return exitCode;
        }

        foreach (var line in lines) host.Out.WriteLine(line);
        return exitCode;
    }

    /// <summary>Says in one line why it was not done.</summary>
    public int Fail(int exitCode, string code, string message)
    {
        if (IsJson) host.Out.WriteLine(JsonSerializer.Serialize(new { error = new { code, message } }, JsonOptions));
        else host.Error.WriteLine($"fundledger: {In("không thực hiện được", "not done")}: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    public int Refused(Error error) => Fail(ExitCode.Refused, error.Code, RefusalWords.Of(error, IsEnglish));

    /// <summary>Tells of progress when somebody watches.</summary>
    public IProgress<T>? Progress<T>(Func<T, string> sentence) =>
        host.IsWatched ? new Watched<T>(told => host.Error.Write($"\r{sentence(told)}  ")) : null;

    /// <summary>Ends the line that progress was told in.</summary>
    public void EndProgress()
    {
        if (host.IsWatched) host.Error.WriteLine();
    }

    // The framework's Progress tells later, from another thread: after the end.
    private sealed class Watched<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }

    private sealed class VoucherNumberText : JsonConverter<VoucherNumber>
    {
        public override VoucherNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            VoucherNumber.Parse(reader.GetString()) ?? throw new JsonException("A voucher number is written PT-2021-00001.");

        public override void Write(Utf8JsonWriter writer, VoucherNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
