using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using FundLedger.Cli;
using FundLedger.Features.Pipeline;
using FundLedger.Web.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Every way to write that there is, asked of the program and of the catalogue: nobody keeps a list of them.</summary>
internal static partial class WritePaths
{
    private const BindingFlags Handlers = BindingFlags.Instance | BindingFlags.Public;

    private const string FunctionsSql = """
        SELECT DISTINCT 'function ' || p.proname FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.provolatile = 'v' AND has_function_privilege('fundledger_app', p.oid, 'EXECUTE')
        """;

    // Days of a fund; an instant is the moment of writing, which the database sets.
    private const string ColumnsSql = """
        SELECT 'table ' || c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'date'::regtype
            AND EXISTS (SELECT FROM pg_attribute f WHERE f.attrelid = c.oid AND f.attname = 'fund_id')
        """;

    public static async Task<IReadOnlyList<string>> AllAsync(ClosedMonth month) =>
    [
        .. Commands(), .. Endpoints(month), .. PageHandlers(), .. Verbs(), .. Jobs(),
        .. await month.Ledger.List<string>(FunctionsSql), .. await month.Ledger.List<string>(ColumnsSql),
    ];

    private static IEnumerable<string> Commands() => typeof(ICommand).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ICommand)))
        .Select(type => $"command {type.Name}");

    private static IEnumerable<string> Endpoints(ClosedMonth month) =>
        from endpoint in month.Web.Web.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText
        where path?.StartsWith("/api", StringComparison.Ordinal) == true
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        where method != "GET"
        select $"api {method} {Constraint().Replace(path, "}").Replace("/api/v1/funds/{fund}", "", StringComparison.Ordinal)}";

    private static IEnumerable<string> PageHandlers() =>
        from type in typeof(LedgerPage).Assembly.GetTypes()
        where !type.IsAbstract && type.IsSubclassOf(typeof(PageModel))
        from method in type.GetMethods(Handlers)
        where method.Name.StartsWith("OnPost", StringComparison.Ordinal) || method.Name.StartsWith("OnPut", StringComparison.Ordinal)
            || method.Name.StartsWith("OnDelete", StringComparison.Ordinal)
        select $"page {type.Name}.{method.Name}";

    private static IEnumerable<string> Verbs()
    {
        var root = typeof(CommandLine).GetField("Root", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null);
        return Leaves((Command)root!, "verb");
    }

    private static IEnumerable<string> Leaves(Command command, string name) => command.Subcommands.SelectMany(verb =>
        verb.Subcommands.Count > 0 ? Leaves(verb, $"{name} {verb.Name}") : [$"{name} {verb.Name}"]);

    private static IEnumerable<string> Jobs() => new[] { typeof(LedgerPage).Assembly, typeof(ICommand).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IHostedService)))
        .Select(type => $"job {type.Name}");

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();
}
