using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime.Text;

namespace FundLedger.Features.Children;

/// <summary>The list of children as a file, by code only; a child of a sealed group without its place.</summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportChildren(ListChildren List, string Format, PaperLanguage Language) : IQuery<ExportedFile>;

public sealed record ExportFormatUnknown(string Format) : Invalid($"'{Format}' is neither xlsx nor csv.")
{
    public override string Field => "format";
}

internal sealed class ExportChildrenHandler(ChildListReader reader) : IRequestHandler<ExportChildren, Result<ExportedFile>>
{
    private static readonly TableColumn[] Columns =
    [
        new(new("Mã trẻ", "Code"), CellKind.Text, 12), new(new("Xã, thị trấn", "Commune"), CellKind.Text, 22),
        new(new("Hộ", "Household"), CellKind.Text, 10), new(new("Nhóm", "Groups"), CellKind.Text, 60),
        new(new("Tình trạng", "State"), CellKind.Text, 16), new(new("Ngày đăng ký", "Registered on"), CellKind.Date, 12),
        new(new("Đã nhận (đồng)", "Received (đồng)"), CellKind.Amount, 16),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportChildren request, CancellationToken cancellationToken)
    {
        if (request.Format is not ("xlsx" or "csv")) return new ExportFormatUnknown(request.Format);
        var list = await reader.ReadAsync(request.List, cancellationToken);
        var title = new Wording("Danh sách trẻ em", "Children");
        var table = new StatementTable(title, title, Columns, [.. list.Children.Select(Row)]);
        var day = LocalDatePattern.Iso.Format(list.AsOf);
        var name = $"{request.Language.Of("tre-em", "children")}-{request.List.Fund}-{day}.{request.Format}";
        return request.Format == "xlsx"
            ? StatementWorkbook.Of(name, [table], request.Language)
            : StatementCsv.Of(name, [], [table], request.Language);
    }

    private static TableRow Row(ListedChild child) => child.IsProtected
        ? new TableRow(
            child.Code, null, null, new Wording("Được bảo vệ", "Protected"), StateWords.Of(child.State), child.RegisteredOn, child.Received)
        : new TableRow(
            child.Code, child.Unit, child.Household, new Wording(string.Join("; ", child.ClassesVi), string.Join("; ", child.ClassesEn)),
            StateWords.Of(child.State), child.RegisteredOn, child.Received);
}

/// <summary>What the state of a child is called on papers.</summary>
internal static class StateWords
{
    public static Wording Of(string state) => state switch
    {
        "active" => new("Đang theo dõi", "Active"),
        "suspended" => new("Tạm dừng", "Suspended"),
        "left" => new("Đã rời đi", "Left"),
        "aged_out" => new("Đủ 16 tuổi", "Came of age"),
        "merged" => new("Đã gộp mã", "Merged"),
        _ => new("Đã mất", "Died"),
    };
}
