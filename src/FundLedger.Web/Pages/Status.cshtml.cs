using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages;

/// <summary>What a person sees for an answer without content of its own: not found, not allowed, form expired.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class StatusModel(IStringLocalizer<Texts> texts) : PageModel
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public PageResult OnGet(int code) => Show(code);

    public PageResult OnPost(int code) => Show(code);

    private PageResult Show(int code)
    {
        // Asked for by hand, this address does not exist either.
        Code = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null ? StatusCodes.Status404NotFound : code;
        Response.StatusCode = Code;
        (Title, Advice) = Code switch
        {
            400 => (texts["Biểu mẫu đã hết hạn"].Value, texts["Hãy quay lại, tải lại trang rồi gửi lần nữa. Thao tác chưa được ghi sổ."].Value),
            403 => (texts["Không có quyền"].Value, texts["Vai trò của anh/chị trong quỹ này không được làm việc đó."].Value),
            404 => (texts["Không tìm thấy trang"].Value, texts["Địa chỉ không đúng, hoặc nội dung không thuộc phạm vi của anh/chị."].Value),
            _ => (texts["Không thực hiện được"].Value, texts["Hãy quay lại và thử lần nữa."].Value),
        };
        return Page();
    }
}
