using FundLedger.Domain;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using MediatR;

namespace FundLedger.Web.Pages.Audit;

/// <summary>Nothing leaves that was not written down: a pack is made, noted with the digest of its manifest, then handed over.</summary>
internal static class PackDownloads
{
    public static async Task<Result<ExportedFile>> MakeAsync(IMediator mediator, ExportPack request, CancellationToken token)
    {
        var made = await mediator.Send(request, token);
        if (made.Error is { } refusal) return refusal;
        var noted = await mediator.Send(PackNotes.Of(request, made.Value), token);
        if (noted.Error is not { } unnoted) return made.Value.File;
        await made.Value.File.DisposeAsync();
        return unnoted;
    }
}
