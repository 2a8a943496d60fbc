using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using MediatR;

namespace FundLedger.Web.Pages.Books;

/// <summary>Nothing leaves that was not written down: the file is made, noted in the log, and then handed over.</summary>
internal static class BookFiles
{
    public static async Task<Result<ExportedFile>> MakeAsync(IMediator mediator, ExportBook request, CancellationToken token)
    {
        var made = await mediator.Send(request, token);
        if (made.Error is { } refusal) return refusal;
        var noted = await mediator.Send(NoteExport.Of(made.Value, request.Format), token);
        if (noted.Error is not { } unnoted) return made.Value.File;
        await made.Value.File.DisposeAsync();
        return unnoted;
    }
}
