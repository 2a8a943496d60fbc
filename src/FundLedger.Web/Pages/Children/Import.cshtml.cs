using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>One import on its way: the columns are chosen, the rows looked at, then added or given up.</summary>
internal sealed class ImportModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "import")]
    public Guid Import { get; set; }

    [BindProperty(SupportsGet = true, Name = "no")]
    public int PageNo { get; set; } = 1;

    /// <summary>Only rows that need a person.</summary>
    [BindProperty(SupportsGet = true, Name = "odd")]
    public bool Odd { get; set; }

    /// <summary>The step of the columns, whether or not the rows were looked at.</summary>
    [BindProperty(SupportsGet = true, Name = "columns")]
    public string? Columns { get; set; }

    [BindProperty(SupportsGet = true, Name = "sheet")]
    public int? Sheet { get; set; }

    [BindProperty(SupportsGet = true, Name = "headerRow")]
    public int? HeaderRow { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    public ImportView? View { get; private set; }

    public bool IsMapping { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var loaded = await LoadAsync();
        if (loaded is not null) return loaded;
        IsMapping = Columns is not null || View!.Check is null;
        return Page();
    }

    public async Task<IActionResult> OnGetResultAsync()
    {
        var result = await Send(new GetImportResult(FundCode, Import));
        return result.Match(PaperFile.Download, _ => NotFound());
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        var loaded = await LoadAsync();
        if (loaded is not null) return loaded;
        IsMapping = true;
        var mapping = new ImportMapping(Sheet ?? 0, HeaderRow ?? 0, [.. View!.List.Columns.Select(Chosen).OfType<ColumnChoice>()]);
        View = View with { Guess = View.Guess with { Mapping = mapping } };
        var check = await Send(new CheckImport(FundCode, Key, Import, mapping));
        return check.Error is { } error ? Show(error) : Redirect($"/children/import/{Import}");
    }

    public async Task<IActionResult> OnPostCommitAsync(ImportedRows rows)
    {
        var commit = new CommitImport(FundCode, Key, Import, rows, Seen ?? "") { Language = PaperFile.LanguageOf(null) };
        var done = await Send(commit);
        if (done.Error is { } error)
        {
            return await LoadAsync() ?? Show(error);
        }

        var left = done.Value.Counts.Bad + done.Value.Counts.Duplicate;
        TempData["Done"] = left == 0
            ? texts["Đã nhập {0} trẻ. Tải kết quả để ghi mã vào hồ sơ giấy; tệp kết quả được giữ một ngày.", done.Value.Added].Value
            : texts["Đã nhập {0} trẻ; {1} dòng chưa nhập nằm trong tệp kết quả, được giữ một ngày.", done.Value.Added, left].Value;
        return Redirect("/children/import");
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        var cancelled = await Send(new CancelImport(FundCode, Key, Import));
        if (cancelled.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã hủy lần nhập và tệp của nó."].Value;
        return Redirect("/children/import");
    }

    public string HeaderOf(string name)
    {
        var header = View!.List.Columns.First(column => column.Name == name).Header;
        return Bilingual.Of(header.Vi, header.En);
    }

    public ColumnChoice? ChosenFor(string name) => View!.Guess.Mapping.Columns.FirstOrDefault(choice => choice.Name == name);

    public string WordOf(RowState state) => state switch
    {
        RowState.Good => texts["dòng tốt"].Value,
        RowState.AlreadyIn => texts["có sẵn"].Value,
        RowState.Duplicate => texts["Nghi trùng"].Value,
        _ => texts["hỏng"].Value,
    };

    public static string ColourOf(RowState state) => state switch
    {
        RowState.Good => "chip-green",
        RowState.AlreadyIn => "chip-grey",
        RowState.Duplicate => "chip-amber",
        _ => "chip-red",
    };

    public static string IconOf(RowState state) => state switch
    {
        RowState.Good => "plus",
        RowState.AlreadyIn => "check",
        RowState.Duplicate => "warning",
        _ => "cross",
    };

    /// <summary>Whether the row says of a field what the register says; what differs is lit.</summary>
    public static bool IsSame(PreviewRow row, string name, string there) =>
        row.Cells.FirstOrDefault(cell => cell.Name == name) is { } cell && SpellingKey.Of(cell.Text) == SpellingKey.Of(there);

    private async Task<IActionResult?> LoadAsync()
    {
        var view = await Send(new GetImport(FundCode, Import, PageNo, Odd) { Sheet = Sheet, HeaderRow = HeaderRow });
        if (view.Error is { } error) return Show(error);
        View = view.Value;
        return null;
    }

    private ColumnChoice? Chosen(ListColumn column)
    {
        var form = Request.Form;
        if (!int.TryParse(form[$"col_{column.Name}"], NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return null;
        var sign = Enum.TryParse<ThousandsSign>(form[$"thousands_{column.Name}"], out var said) ? said : ThousandsSign.Unknown;
        return new ColumnChoice(column.Name, place) { MonthFirst = form[$"month_{column.Name}"] == "1", Thousands = sign };
    }
}
