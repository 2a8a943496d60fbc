using System.Reflection;
using FundLedger.Domain;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Api;

/// <summary>
/// The caller's name for one intent. A handler that writes takes one, which puts the header into the description and makes it compulsory.
/// A header of our own and a JSON body are also what keeps other sites out: a form there can send neither, a script there must ask first
/// and is refused, and the cookie is SameSite=Lax.
/// </summary>
internal sealed record RequestKey(Guid Value) : IBindableFromHttpContext<RequestKey>, IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    public static ValueTask<RequestKey?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        Guid.TryParse(context.Request.Headers[Header], out var key) && key != Guid.Empty
            ? ValueTask.FromResult<RequestKey?>(new RequestKey(key))
            : throw new UnreadableRequestException(new IdempotencyKeyMissing());

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new OncePerKeyMetadata());
        builder.Metadata.Add(Problem(StatusCodes.Status400BadRequest));
        builder.Metadata.Add(Problem(StatusCodes.Status409Conflict));
    }

    private static ProducesResponseTypeMetadata Problem(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);
}

/// <summary>On every endpoint that carries out its request once per key.</summary>
internal sealed record OncePerKeyMetadata;

/// <summary>A request that cannot be bound, for a reason that we name better than the framework.</summary>
internal sealed class UnreadableRequestException(Error error) : BadHttpRequestException(error.Message)
{
    public Error Error { get; } = error;
}
