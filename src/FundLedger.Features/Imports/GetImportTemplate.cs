using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Imports;

/// <summary>An empty workbook for a list: what to fill in, how, and the codes that may be used.</summary>
public sealed record GetImportTemplate(string Fund, string List, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class GetImportTemplateHandler(IEnumerable<IImportedList> lists) : IRequestHandler<GetImportTemplate, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(GetImportTemplate request, CancellationToken cancellationToken)
    {
        if (lists.FirstOrDefault(one => one.Description.Code == request.List) is not { } list) return new ImportListUnknown(request.List);
        var codes = await list.CodesAsync(request.Fund, cancellationToken);
        return TemplateWorkbook.Write(list.Description, codes, request.Language);
    }
}
