namespace PinningAnalyzers.Tests.Pins;

/// <summary>Programs that declare pins, around the lines that a test is about; <c>A</c>, <c>B</c> and <c>C</c> are good pins.</summary>
internal static class PinSource
{
    public static string InMethod(string statements) => InClass(
        $$"""
            public void M(PinValidatorBuilder given, bool flag, string text, string[] texts)
            {
        {{statements}}
            }
        """);

    public static string InClass(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using CertificatePinning;

        public class Program
        {
            private const string A = "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=";
            private const string B = "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=";
            private const string C = "cert-sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=";

        {{members}}
        }
        """;
}
