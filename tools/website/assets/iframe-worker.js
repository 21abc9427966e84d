/* Two mends to the search of the theme, before it starts its worker. */

/* Chinese is typed without blanks. The search cuts it by the words of its index, but never looks at the last character
   of a run, so that of 边界规则 it would look for 边界 alone. A character at the end that stands in no word is what it may
   leave out. Where no word of the index begins the run, a reader is still typing one, and it is left as it is. */
let words = new Set();
const begun = (run) => [...run].some((_, i) => words.has(run.slice(0, i + 1)));
const mended = (message) => {
  if (message.data?.docs) {
    words = new Set(message.data.docs.flatMap((page) => `${page.title} ${page.text}`.split(/\P{Script=Han}+/u)));
  } else if (typeof message.data === "string") {
    return { ...message, data: message.data.replace(/\p{Script=Han}+/gu, (run) => begun(run) ? `${run}〇` : run) };
  }
  return message;
};

if (location.protocol !== "file:") {
  window.Worker = class extends Worker {
    postMessage(data) { super.postMessage(mended(data)); }
  };
} else {
  /* A browser starts no worker from a file. The worker's script then runs in a hidden frame, with what the search needs
     of a worker: messages both ways and importScripts. */
  window.IFrameWorker = true; /* by this name the search knows to look for its languages beside its script */
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      const load = (url) => new Promise((done, failed) => {
        const script = this.inside.document.createElement("script");
        Object.assign(script, { src: url, onload: done, onerror: failed });
        this.inside.document.body.append(script);
      });
      this.inside.importScripts = (...urls) => urls.reduce((before, url) => before.then(() => load(url)), Promise.resolve());
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.ready = load(address);
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data: mended(data) })));
    }

    terminate() { this.inside.frameElement.remove(); }
  };
}
