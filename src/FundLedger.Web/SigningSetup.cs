using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.Web;

/// <summary>The certificate that papers are signed with, when the operator names one.</summary>
internal static class SigningSetup
{
    /// <summary>
    /// Raises <see cref="StartupRefusedException"/> for a certificate that cannot be used. One that has ended is only told of.
    /// </summary>
    public static void AddSigning(this IServiceCollection services, Func<string, string?> variable)
    {
        try
        {
            if (SigningCertificate.Read(variable) is not { } certificate) return;
            services.AddSingleton(certificate);
            services.AddSingleton(provider => new PaperSigner(certificate, provider.GetRequiredService<IClock>()));
        }
        catch (SigningCertificateException unusable)
        {
            throw new StartupRefusedException(unusable.Message);
        }
    }
}
