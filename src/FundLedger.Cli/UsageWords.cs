using System.CommandLine;
using System.CommandLine.Parsing;

namespace FundLedger.Cli;

/// <summary>What is wrong with a line as it was typed. The library has no Vietnamese; in English its own sentences do.</summary>
internal static class UsageWords
{
    public static string Of(ParseResult parsed, bool isEnglish) => string.Join(' ', (isEnglish
        ? parsed.Errors.Select(error => error.Message.ReplaceLineEndings(" "))
        : parsed.Errors.Select(error => InVietnamese(error, parsed))).Distinct());

    private static string InVietnamese(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        OptionResult { Option: var option, Tokens: [] } when option.Required && !IsTyped(parsed, option) => $"Thiếu {option.Name}.",
        OptionResult { Option: var option, Tokens: [] } => $"{option.Name} cần một giá trị.",
        OptionResult { Option: var option, Tokens: var tokens } when tokens.Count > option.Arity.MaximumNumberOfValues =>
            $"{option.Name} chỉ ghi một lần.",
        OptionResult { Option: var option, Tokens: var tokens } => $"{option.Name} không nhận {Quoted(tokens)}{Kind(option)}.",
        ArgumentResult { Parent: OptionResult { Option: var option }, Tokens: var tokens } =>
            $"{option.Name} không nhận {Quoted(tokens)}{Kind(option)}.",
        ArgumentResult { Argument: var argument, Tokens: [] } => $"Thiếu {argument.Name}: {argument.Description?.TrimEnd('.')}.",
        ArgumentResult { Argument: var argument, Tokens: var tokens } => $"{argument.Name} không nhận {Quoted(tokens)}.",
        _ when parsed.UnmatchedTokens.Count > 0 => $"Không hiểu {string.Join(", ", parsed.UnmatchedTokens.Select(token => $"'{token}'"))}.",
        CommandResult { Command: { Subcommands.Count: > 0 } command } =>
            $"Chưa chọn việc: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}.",
        _ => error.Message.ReplaceLineEndings(" "),
    };

    private static bool IsTyped(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string Quoted(IEnumerable<Token> tokens) => string.Join(" ", tokens.Select(token => $"'{token.Value}'"));

    private static string Kind(Option option) => option.Description is { Length: > 0 } description ? $" ({description})" : "";
}
