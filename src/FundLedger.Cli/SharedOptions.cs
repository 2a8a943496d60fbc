using System.CommandLine;
using System.CommandLine.Parsing;
using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Cli;

/// <summary>The options that every verb takes, and the common kinds of option.</summary>
internal sealed class SharedOptions
{
    private const string Language = "--language";

    private readonly Option<bool> json = new("--json") { Description = "JSON trên đầu ra / JSON on standard output.", Recursive = true };

    private readonly Option<string?> language = new(Language) { Description = "vi | en", Recursive = true };

    private readonly Option<string?> actor = new("--as")
    {
        Description = "Đọc với quyền của người dùng này / read with the rights of this user.", Recursive = true,
    };

    public SharedOptions() => language.AcceptOnlyFromAmong(CliLanguage.Vietnamese, CliLanguage.English);

    public void AddTo(RootCommand root)
    {
        root.Options.Add(json);
        root.Options.Add(language);
        root.Options.Add(actor);
    }

    /// <summary>The language of a call, also of one that was not typed as it must be.</summary>
    public static bool IsEnglish(ParseResult parsed, CliHost host) => CliLanguage.English
        == (parsed.GetResult(Language) is OptionResult { Tokens: [.., { Value: CliLanguage.Vietnamese or CliLanguage.English } known] }
            ? known.Value : CliLanguage.Of(host.Variable));

    /// <summary>A verb whose work is <paramref name="run"/>; failures become one line and an exit code.</summary>
    public Command Verb(string name, Wording description, Func<Verb, CancellationToken, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, $"{description.Vi} / {description.En}");
        foreach (var option in options) command.Options.Add(option);
        command.SetAction(async (parsed, token) =>
        {
            var host = ((HostInvocation)parsed.InvocationConfiguration).Host;
            var verb = new Verb(parsed, host)
            {
                IsJson = parsed.GetValue(json), IsEnglish = IsEnglish(parsed, host), Actor = parsed.GetValue(actor),
            };
            return await Failures.WatchAsync(verb, () => run(verb, token));
        });
        return command;
    }

    public static Option<string> Fund(bool isRequired = true) =>
        new("--fund") { Description = "Mã quỹ / fund code, e.g. Q106.", Required = isRequired };

    public static Option<LocalDate> Date(string name) => new(name)
    {
        Description = "YYYY-MM-DD",
        Required = true,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            var read = LocalDatePattern.Iso.Parse(text);
            if (!read.Success) result.AddError($"{name}: '{text}' is no date; write YYYY-MM-DD.");
            return read.Success ? read.Value : default;
        },
    };

    /// <summary>Which closing of the last month a statement is of.</summary>
    public static Option<int?> Closing() => new("--closing")
    {
        Description = "Lần khoá sổ thứ mấy / which closing of the month, from 1; the latest when left out.",
    };

    public static Option<FileInfo> File(string name) => new(name) { Description = "Tệp / file.", Required = true };
}
