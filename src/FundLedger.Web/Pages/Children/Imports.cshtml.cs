using FundLedger.Features.Imports;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>Sends a file with a list of children, and shows what became of earlier ones.</summary>
internal sealed class ImportsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private const string Children = "children";

    [BindProperty]
    public new IFormFile? File { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    public IReadOnlyList<ListedImport> List { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var list = await Send(new ListImports(FundCode, Children));
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetTemplateAsync(string? language)
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var template = await Send(new GetImportTemplate(FundCode, Children, PaperFile.LanguageOf(language)));
        return template.Match(PaperFile.Download, _ => NotFound());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var page = await OnGetAsync();
        if (page is not PageResult) return page;
        if (File is null) return Show(new ImportFileMissing());
        if (File.Length > UploadImport.MostMegabytes * 1024 * 1024) return Show(new ImportFileTooLarge(UploadImport.MostMegabytes));
        using var memory = new MemoryStream();
        await File.CopyToAsync(memory, HttpContext.RequestAborted);
        var sent = await Send(new UploadImport(FundCode, Key, Children, Label ?? "", memory.ToArray()));
        if (sent.Error is { } refusal) return Show(refusal);
        if (sent.Value is { EarlierAt: { } at, EarlierBy: { } by })
        {
            TempData["Warning"] = texts["Tệp này đã được nhập lúc {0} bởi {1}: nhập lại không thêm gì.", Screen.Show(at), by].Value;
        }

        // What was found is looked at right away; what was not, or cannot be, is chosen on the next page.
        if (sent.Value.IsMapped) await Send(new CheckImport(FundCode, Guid.NewGuid(), sent.Value.Import, null));
        return Redirect($"/children/import/{sent.Value.Import}");
    }

    public string StateOf(ListedImport one) => one switch
    {
        { Outcome: "committed" } => texts["đã nhập"].Value,
        { Outcome: "cancelled" } => texts["đã hủy"].Value,
        { IsMine: true, IsHere: true } => texts["đang làm"].Value,
        { IsMine: false } => texts["người khác đang làm hoặc đã bỏ"].Value,
        _ => texts["tệp đã bị hủy"].Value,
    };
}
