; “Share with Mayfly” in Explorer: “Send to” takes any selection at once, the context menu one file or folder. Both hand paths over as
; arguments after --share; nothing is opened and nothing becomes the default program of a file type.
!macro customInstall
  CreateShortCut "$SENDTO\Mayfly.lnk" "$INSTDIR\${APP_EXECUTABLE_FILENAME}" "--share" "$INSTDIR\${APP_EXECUTABLE_FILENAME}" 0
  WriteRegStr SHCTX "Software\Classes\*\shell\Mayfly.Share" "" "Share with Mayfly"
  WriteRegStr SHCTX "Software\Classes\*\shell\Mayfly.Share" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  WriteRegStr SHCTX "Software\Classes\*\shell\Mayfly.Share" "MultiSelectModel" "Single"
  WriteRegStr SHCTX "Software\Classes\*\shell\Mayfly.Share\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --share "%1"'
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Mayfly.Share" "" "Share with Mayfly"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Mayfly.Share" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Mayfly.Share" "MultiSelectModel" "Single"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Mayfly.Share\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --share "%1"'
!macroend

; The rules of the firewall for this program are Windows' own: it asks at the first “Open on this network” and writes them for this program
; alone. They go with it, but not with an update. Only who has such a rule is asked for the rights to remove it. Programs are named by their whole
; paths: what gets those rights is not to be found beside the uninstaller.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    nsExec::Exec `"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "exit [int](-not (Get-NetFirewallApplicationFilter -Program '$INSTDIR\${APP_EXECUTABLE_FILENAME}' -ErrorAction SilentlyContinue))"`
    Pop $0
    ${if} $0 == 0
      ExecShellWait "runas" "$SYSDIR\netsh.exe" 'advfirewall firewall delete rule name=all program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"' SW_HIDE
    ${endIf}
  ${endIf}
  Delete "$SENDTO\Mayfly.lnk"
  DeleteRegKey SHCTX "Software\Classes\*\shell\Mayfly.Share"
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Mayfly.Share"
!macroend
