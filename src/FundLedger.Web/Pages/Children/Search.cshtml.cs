using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Children;

/// <summary>
/// Finds children: by name for the officer of their commune, by code for everybody else. Words are posted, never part of an address.
/// </summary>
internal sealed class SearchModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    /// <summary>Reasons that come up often, as Vietnamese keys.</summary>
    public static IReadOnlyList<string> CommonReasons { get; } =
    [
        Texts.Key("Lập danh sách ký nhận"), Texts.Key("Đối chiếu giấy khai sinh"), Texts.Key("Tìm mã để lập đề nghị"),
        Texts.Key("Gia đình đến hỏi"),
    ];

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    public ChildrenFound? Found { get; private set; }

    public bool ByName => Me.IsAny(Role.CommuneOfficer);

    public bool IsUnknown { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(IndexModel.Readers)) return Forbid();
        if (string.IsNullOrWhiteSpace(Code)) return Page();
        var typed = Code.Trim().ToUpperInvariant();
        var sheet = await Send(new GetChild(FundCode, typed));
        if (sheet.IsOk) return Redirect($"/children/{typed}");
        IsUnknown = true;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (!ByName) return Forbid();
        var found = await Send(new SearchChildren(FundCode, Key, Reason ?? "") { Words = Words ?? "" });
        if (found.Error is { } error) return Show(error);
        Found = found.Value;
        Key = Guid.NewGuid();
        ModelState.Remove(nameof(Key));
        return Page();
    }
}
