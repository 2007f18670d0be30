//! The configuration of `docs/content/examples/nginx.conf`, run by the nginx of the system. Where there is
//! none, the test says so and does nothing.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "runs programs, looks at files, tells the tester"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

const CONFIGURATION: &str = include_str!("../docs/content/examples/nginx.conf");
const SETTINGS: &str = "title = \"Test\"\nbase_url = \"http://127.0.0.1/\"\n[languages.en]\n[languages.sk]\n[output]\nredirects = [\"nginx\"]\nheaders = true\n";
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn build(folder: &Path, settings: &str) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("site.toml", settings);
    put("content/en/calm.md", "---\naliases: [/old/calm/]\n---\n# Calm\n\nBreathe.\n");
    put("content/sk/calm.md", "# Pokoj\n\nDýchaj.\n");
    let vade = Command::new(env!("CARGO_BIN_EXE_vade"))
        .args(["build", "--compress", "--format", "short", "--root"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(vade.status.success(), "{}", String::from_utf8_lossy(&vade.stderr));
}

fn start(folder: &Path, port: u16) -> Server {
    let mut site = CONFIGURATION
        .replace("/srv/handbook/public", folder.join("public").to_str().unwrap())
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"));
    let mut modules = String::new();
    if Path::new(BROTLI).exists() {
        site = site.replace("#brotli_static", "brotli_static");
        modules = format!("load_module {BROTLI};\n");
    }
    let scratch = folder.join("nginx");
    fs::create_dir_all(&scratch).unwrap();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|name| format!("{name}_temp_path {}/{name};\n", scratch.display()))
        .collect();
    let main = format!(
        "{modules}daemon off;\nmaster_process off;\npid {0}/pid;\nerror_log {0}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{site}\n}}\n",
        scratch.display()
    );
    let file = scratch.join("nginx.conf");
    fs::write(&file, main).unwrap();
    let mut nginx = Command::new("nginx");
    nginx.arg("-e").arg(scratch.join("start.log")).arg("-c").arg(&file);
    let mut server = Server(nginx.stderr(Stdio::null()).spawn().unwrap());
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return server;
        }
        if server.0.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("nginx did not start: {}", fs::read_to_string(scratch.join("error.log")).unwrap_or_default());
}

/// Head and body of an answer.
fn get(port: u16, path: &str, encoding: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: handbook.example.org\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec())
}

/// Whether there is an nginx; a tester who has none is told.
fn is_there() -> bool {
    let there = Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_ok();
    if !there {
        eprintln!("skipped: there is no nginx (apt install nginx libnginx-mod-http-brotli-static)");
    }
    there
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn nginx_starts_without_a_map_of_old_addresses() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &SETTINGS.replace("[\"nginx\"]", "[\"pages\"]"));
    assert!(!folder.path().join("public/redirects.nginx").exists());
    let port = free_port();
    let _server = start(folder.path(), port);
    let (head, _) = get(port, "/old/calm/", "identity");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
}

#[test]
fn nginx_serves_the_site_as_documented() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), SETTINGS);
    let port = free_port();
    let _server = start(folder.path(), port);
    let (head, body) = get(port, "/en/calm/", "identity");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    for expected in [
        "Content-Security-Policy: default-src 'self'",
        "Cache-Control: no-cache",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(head.contains(expected), "{expected} is missing in {head}");
    }
    let page = String::from_utf8(body).unwrap();
    let style = page
        .split('"')
        .find(|text| text.starts_with("/assets/") && text.ends_with(".css"))
        .unwrap_or_else(|| {
            page.split('"').find(|text| text.contains("assets/") && text.ends_with(".css")).expect("a style")
        });
    let style = format!("/assets/{}", style.rsplit_once('/').unwrap().1);
    let (head, packed) = get(port, &style, "gzip");
    assert!(head.contains("immutable") && head.contains("Content-Encoding: gzip"), "{head}");
    assert_eq!(packed, fs::read(folder.path().join(format!("public{style}.gz"))).unwrap());
    if Path::new(BROTLI).exists() {
        let (head, packed) = get(port, &style, "gzip, br");
        assert!(head.contains("Content-Encoding: br"), "{head}");
        assert_eq!(packed, fs::read(folder.path().join(format!("public{style}.br"))).unwrap());
    }
    for (path, lang) in [("/en/nowhere", "en"), ("/sk/nowhere/", "sk"), ("/xx/nowhere", ""), ("/nowhere", "")]
    {
        let (head, body) = get(port, path, "identity");
        let body = String::from_utf8(body).unwrap();
        assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
        assert!(body.contains(&format!("<html lang=\"{lang}")), "{path}: {body}");
    }
    let (head, _) = get(port, "/old/calm/", "identity");
    assert!(head.starts_with("HTTP/1.1 301") && head.contains("/en/calm/"), "{head}");
    assert!(get(port, "/redirects.nginx", "identity").0.starts_with("HTTP/1.1 404"));
}
