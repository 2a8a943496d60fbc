using FundLedger.Domain;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FundLedger.Web.Api;

/// <summary>Sends a request of the application and answers 200 with its value, or the problem.</summary>
internal static class Answers
{
    public static async Task<Results<Ok<T>, ProblemHttpResult>> Answer<T>(
        this IMediator mediator, IRequest<Result<T>> request, CancellationToken token) =>
        (await mediator.Send(request, token)).Match<Results<Ok<T>, ProblemHttpResult>>(
            value => TypedResults.Ok(value), refused => Problems.From(refused));
}
