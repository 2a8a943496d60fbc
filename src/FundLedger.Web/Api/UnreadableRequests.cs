using System.Text.Json;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using Microsoft.AspNetCore.Diagnostics;

namespace FundLedger.Web.Api;

/// <summary>Answers a request of the API that could not be bound: what is wrong with it, without the names of our types.</summary>
internal sealed partial class UnreadableRequests : IExceptionHandler
{
    private const string WholeBody = "$";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable || !httpContext.IsApi()) return false;
        await Problems.From(ErrorOf(unreadable)).ExecuteAsync(httpContext);
        return true;
    }

    private static Error ErrorOf(BadHttpRequestException unreadable) => unreadable switch
    {
        UnreadableRequestException known => known.Error,
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new NotJson(),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new BodyTooLarge(),
        { InnerException: JsonException json } => new RequestUnreadable([.. MembersOf(json)]),
        _ => new RequestUnreadable([InAddress().Match(unreadable.Message) is { Success: true } part ? NameOf(part) : WholeBody]),
    };

    // The reader says where it stopped, but which members a body lacks it says only in its sentence.
    private static IEnumerable<string> MembersOf(JsonException json) => json.Path is { Length: > 2 } path
        ? [path[2..]]
        : Lacking().Match(json.Message) is { Success: true } list
            ? Quoted().Matches(list.Value).Select(name => name.Groups[1].Value)
            : [WholeBody];

    private static string NameOf(Match part) => JsonNamingPolicy.CamelCase.ConvertName(part.Groups[1].Value);

    [GeneratedRegex("""parameter "[^ ]+ ([A-Za-z]+)" """)]
    private static partial Regex InAddress();

    [GeneratedRegex("missing required properties including: .*")]
    private static partial Regex Lacking();

    [GeneratedRegex("'([A-Za-z]+)'")]
    private static partial Regex Quoted();
}
