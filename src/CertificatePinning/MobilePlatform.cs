using System;
#if !NET
using System.Runtime.InteropServices;
#endif

namespace CertificatePinning;

/// <summary>The platforms whose own network stack makes a program's connections, and judges certificates in its own way.</summary>
internal static class MobilePlatform
{
#if NET
    /// <summary>iOS, tvOS and Mac Catalyst.</summary>
    public static bool IsApple => OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsMacCatalyst();
#else
    /// <summary>iOS, tvOS and Mac Catalyst.</summary>
    public static bool IsApple => Array.Exists(["IOS", "TVOS", "MACCATALYST"], name => RuntimeInformation.IsOSPlatform(OSPlatform.Create(name)));
#endif
}
